"""News of the journal that apps above may listen to. Each is sent inside the transaction of what happened."""

from django.dispatch import Signal

# Somebody wrote in an entry that is typed and `followed`. Arguments: draft (EntryDraft).
entry_typed = Signal()
# What is typed of an entry is about to go, with the journal locked: saved, thrown away, or nobody came back for it.
# Arguments: draft (EntryDraft), is_saved (bool), by (Actor).
entry_draft_ends = Signal()
