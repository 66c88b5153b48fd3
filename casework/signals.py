"""News of the desk that rooms above may listen to. Each is sent inside the transaction of what happened."""

from django.dispatch import Signal

# The letter of a decision went. Arguments: decision (Decision), claim (Claim), by (Actor).
decision_sent = Signal()
