"""News that apps above may listen to."""

from django.dispatch import Signal

# A visitor signed in and already had a record: what they began moves to it. Sent inside the transaction.
# Arguments: visitor (Resident), resident (Resident), by (Actor).
visitor_recognised = Signal()
