"""News that apps above may listen to."""

from django.dispatch import Signal

# A form has a new published version. Sent inside the transaction. Arguments: form (Form), by (Actor).
form_published = Signal()

# Another opening of a form holds: above, it is looked at whether as many were sent as it takes. Sent inside the
# transaction, with the form locked. Arguments: form (Form).
opening_changed = Signal()
