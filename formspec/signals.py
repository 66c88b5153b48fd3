"""News that apps above may listen to."""

from django.dispatch import Signal

# A form has a new published version. Sent inside the transaction. Arguments: form (Form), by (Actor).
form_published = Signal()
