"""News of live help that other rooms of it may listen to. Sent inside the transaction, with the request locked."""

from django.dispatch import Signal

# A conversation is about to end, or to go to the queue or to a colleague. Arguments: request (HelpRequest, as it was),
# side (HelpEvent.By), by (Actor).
adviser_leaves = Signal()
