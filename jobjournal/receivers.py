"""What the journal does on news from below."""

from django.dispatch import receiver

from accounts.keeping.switching import add_switch
from accounts.signals import records_joined, records_joining
from jobjournal.actions.taking_over import lock_journals, move_journal
from jobjournal.presenters.page_parts import ask_in

# In the middle of an entry: the questions come again in the other language, with what was answered.
add_switch("_asked_in", ask_in, drops={"asked_in", "language"})


@receiver(records_joining)
def lock_both_journals(sender, source, target, **kwargs):
    """Before anything of what is shared of them is, as for whoever types."""
    lock_journals(source, target)


@receiver(records_joined)
def move_the_journal(sender, source, target, by, **kwargs):
    """The journal of a record that turned out to be the same person's."""
    move_journal(source=source, target=target, by=by)
