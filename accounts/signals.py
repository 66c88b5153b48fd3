"""News that apps above may listen to."""

from django.dispatch import Signal

# Two records are about to become one, before anything of them moves: what an app locks before anything else when
# somebody writes, it locks here, in both. Sent with both rows locked. Arguments: source (Resident), target (Resident).
records_joining = Signal()
# Two records turned out to be one person's: everything in `source` goes over to `target`, whatever table it is in.
# Sent inside the transaction, with both rows locked. Arguments: source (Resident), target (Resident), by (Actor).
records_joined = Signal()
# A contact of a person's account was added, or replaced by another. Sent inside the transaction. Arguments: resident
# (Resident), channel ("email" or "sms"), before (str, the old one; "" when there was none), by (Actor).
contact_changed = Signal()
# Somebody does not work for the current council any more, or does other work there: what they had in hand is for
# others, and their screens close. Sent inside the transaction, with what they are now saved and locked, before anything
# is written to the trail. Arguments: membership (Membership), by (Actor).
work_changed = Signal()
# A council lets people in: what was typed while it was tried is nobody's. Sent inside the transaction. Arguments: by
# (Actor).
council_opened = Signal()
# Only some of what is in `source` goes over to `target`: what was not sent, if `drafts`, and what was sent with one of
# `contacts` in it. Sent inside the transaction, with both rows locked.
# Arguments: source (Resident), target (Resident), drafts (bool), contacts (frozenset[str]), by (Actor).
part_taken_over = Signal()
