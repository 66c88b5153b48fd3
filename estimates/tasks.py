"""Background work of estimates: shells that call one action. A row is the queue; a task wakes up for it or polls."""

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import council_ids, councils, councils_and_closed_ones
from core.tasks import enqueue
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll, take_turn, take_turns
from estimates import documents
from estimates.actions import (
    changes,
    engines,
    estimating,
    hours_curves,
    rerunning,
    retention,
    scenarios,
    scheme_effects,
)
from estimates.models import ChangeEstimate, Comparison, Estimate, EstimatePdf, HoursCurve, SchemeEffect

DOCUMENTS, ESTIMATES = "documents", "estimates"
add_kind(DOCUMENTS, DueKind(EstimatePdf, documents.make_estimate_pdf))
# People look at curves and comparisons as they move a slider.
add_kind(ESTIMATES, DueKind(HoursCurve, hours_curves.run_hours_curve))
add_kind(ESTIMATES, DueKind(Comparison, scenarios.run_comparison))
add_kind(ESTIMATES, DueKind(Estimate, estimating.run_estimate, only=Q(claim__isnull=False)))
add_kind(ESTIMATES, DueKind(ChangeEstimate, changes.run_change_estimate))
# What computers ask for through the API waits until no person does.
add_kind(ESTIMATES, DueKind(Estimate, estimating.run_estimate, only=Q(claim__isnull=True), for_machines=True))
add_kind(ESTIMATES, DueKind(SchemeEffect, scheme_effects.run_scheme_effect, for_machines=True))


@shared_task(name="estimates.make_document", scoped=False)
def make_document(council_id: int, public_id: str) -> None:
    """Woken for one PDF: draw the one whose turn it is."""
    take_turn(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="estimates.make_due_documents")
def make_due_documents() -> None:
    """Draw what nobody woke us for, in every council."""
    poll(DOCUMENTS, council_ids(), EstimatePdf)


@shared_task(name="estimates.run_estimate", scoped=False)
def run_estimate(council_id: int, public_id: str) -> None:
    """Woken for one estimate: work out what is next."""
    take_turn(ESTIMATES, council_ids(), at=council_id)


@shared_task(name="estimates.run_hours_curve", scoped=False)
def run_hours_curve(council_id: int, public_id: str) -> None:
    """Woken for one hours curve: work out what is next."""
    take_turn(ESTIMATES, council_ids(), at=council_id)


@shared_task(name="estimates.run_comparison", scoped=False)
def run_comparison(council_id: int, public_id: str) -> None:
    """Woken for one comparison of scenarios: work out what is next."""
    take_turn(ESTIMATES, council_ids(), at=council_id)


@shared_task(name="estimates.run_change_estimate", scoped=False)
def run_change_estimate(council_id: int, public_id: str) -> None:
    """Woken for the figures before and after a change: work out what is next."""
    take_turn(ESTIMATES, council_ids(), at=council_id)


@shared_task(name="estimates.run_scheme_effect", scoped=False)
def run_scheme_effect(council_id: int, public_id: str) -> None:
    """Woken for a part of the effect of a scheme: work out what is next."""
    take_turn(ESTIMATES, council_ids(), at=council_id)


@shared_task(name="estimates.run_due_estimates")
def run_due_estimates() -> None:
    """Work out what nobody woke us for, in every council."""
    poll(ESTIMATES, council_ids(), HoursCurve, Comparison, Estimate, ChangeEstimate, SchemeEffect)


@shared_task(name="estimates.delete_old_exchanges")
def delete_old_exchanges() -> None:
    """Delete what is kept of exchanges with calculators elsewhere, after two weeks, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            engines.delete_old_exchanges(by=system_actor(council, "retention"))


@shared_task(name="estimates.delete_api_estimates")
def delete_api_estimates() -> None:
    """Delete estimates of households without a name after two days, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            retention.delete_api_estimates(by=system_actor(council, "retention"))


@shared_task(name="estimates.rerun_all_estimates")
def rerun_all_estimates() -> None:
    """Once a day: wake a worker for each council, so that what is out of date is worked out again."""
    for council in councils():
        enqueue("estimates.rerun_estimates", council.pk)


@shared_task(name="estimates.rerun_estimates", scoped=False)
def rerun_estimates(council_id: int) -> None:
    """Work out again the next estimates of one council; while there are more, get in line again behind the people."""
    take_turns(ESTIMATES, council_ids(), people_only=True)
    council = councils().filter(pk=council_id).first()
    if council is None:
        # It was closed in the meantime: nothing new is begun.
        return
    done = rerunning.rerun_estimates(council=council, by=system_actor(council, "estimates"), today=timezone.localdate())
    if done.has_more:
        enqueue("estimates.rerun_estimates", council_id)
