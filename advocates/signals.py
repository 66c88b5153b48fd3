"""News of advocates that their rooms may listen to."""

from django.dispatch import Signal

# An organisation may act for a resident from now on. Sent inside the transaction. Arguments: grant (Delegation), member
# (Membership of the organisation who asked for it, or None), by (Actor).
organisation_began = Signal()
