"""What claims do on signals from below."""

from django.dispatch import receiver

from accounts.holdings import Keeper, keep_in_records
from accounts.signals import council_opened, part_taken_over, records_joined
from claims.actions import retention, taking_over
from claims.actions.opening import note_if_full
from claims.actions.setting_up import add_starter_statuses
from claims.models import ClaimStatus
from claims.readers import holdings
from formspec.models import Form
from formspec.signals import form_published, opening_changed

keep_in_records(Keeper(held_in=holdings.held_in, sent_with=holdings.sent_with))


@receiver(records_joined)
def move_claims(sender, source, target, by, **kwargs):
    """The claims of a record that turned out to be the same person's."""
    taking_over.move_all(source=source, target=target, by=by)


@receiver(part_taken_over)
def move_some_claims(sender, source, target, drafts, contacts, by, **kwargs):
    """Those that may go over."""
    taking_over.move_some(source=source, target=target, drafts=drafts, contacts=contacts, by=by)


@receiver(council_opened)
def delete_what_was_tried(sender, by, **kwargs):
    """Forms that were begun while the council was tried are nobody's."""
    retention.delete_trial_drafts(by=by)


@receiver(form_published)
def have_statuses_for_its_claims(sender, form, by, **kwargs):
    """Whoever can fill in a form can send it: a council with nowhere to put a claim gets the starter statuses."""
    has_one = ClaimStatus.objects.filter(stage=ClaimStatus.Stage.NEW).exists()
    if form.kind == Form.Kind.CLAIM and not has_one:
        add_starter_statuses(by=by)


@receiver(opening_changed)
def see_whether_it_is_full(sender, form, **kwargs):
    """Another number is taken of a form: as many may have been sent already, or not any more."""
    note_if_full(form)
