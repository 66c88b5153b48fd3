"""Background work of plans and hand-overs."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils, councils_and_closed_ones
from advocates.legal.actions.settling import delete_old_bases
from advocates.planning.actions.plan import remind_of_actions
from advocates.planning.actions.receiving import look_after_hand_overs
from advocates.planning.actions.retention import delete_old_work
from core.tenancy import council_scope


@shared_task(name="advocates.look_after_plans")
def look_after_plans() -> None:
    """Remind residents of what they have to do by tomorrow, and whoever has to of hand-overs; send back what nobody
    answered. In every council.
    """
    today = timezone.localdate()
    for council in councils():
        with council_scope(council.pk):
            by = system_actor(council, "messages")
            remind_of_actions(today=today, by=by)
            look_after_hand_overs(today=today, by=by)


@shared_task(name="advocates.delete_old_work")
def delete_what_is_old() -> None:
    """Delete plans, hand-overs, enquiries and papers of who acted by law that are not kept any longer, in every
    council, closed or not.
    """
    for council in councils_and_closed_ones():
        by = system_actor(council, "retention")
        with council_scope(council.pk):
            delete_old_work(now=timezone.now(), by=by)
        with council_scope(council.pk):
            delete_old_bases(today=timezone.localdate(), by=by)
