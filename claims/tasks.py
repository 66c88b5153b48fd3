"""Background work of claims: shells that call one action. A row is the queue; a task is its doorbell or its sweeper."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils
from claims import warm  # noqa: F401 - connects itself
from core.tasks import ring
from core.tenancy import council_scope


@shared_task(name="claims.make_document")
def make_document(public_id: str) -> None:
    """Render one claim's PDF, if it is still due."""
    from claims.actions import documents

    documents.make_document(public_id=public_id)


@shared_task(name="claims.make_estimate_document")
def make_estimate_document(public_id: str) -> None:
    """Render the PDF of one estimate, if it is still due."""
    from claims.actions import documents
    from claims.models import EstimateDocument

    documents.make_document(public_id=public_id, owed=EstimateDocument)


@shared_task(name="claims.make_due_documents")
def make_due_documents() -> None:
    """Render what no doorbell woke us for, in every council."""
    from claims.actions import documents
    from claims.models import ClaimDocument, EstimateDocument

    for council in councils():
        for owed in (ClaimDocument, EstimateDocument):
            with council_scope(council.pk):
                due = documents.due_documents(owed)
            for public_id in due:
                with council_scope(council.pk):
                    documents.make_document(public_id=public_id, owed=owed)


@shared_task(name="claims.run_estimate", scoped=False)
def run_estimate(council_id: int, public_id: str) -> None:
    """Work out one estimate, if it is still due."""
    from claims.actions import estimating

    estimating.run_estimate(council_id=council_id, public_id=public_id)


@shared_task(name="claims.run_work_curve", scoped=False)
def run_work_curve(council_id: int, public_id: str) -> None:
    """Work out one curve of work, if it is still due."""
    from claims.actions import work_curves

    work_curves.run_work_curve(council_id=council_id, public_id=public_id)


@shared_task(name="claims.run_comparison", scoped=False)
def run_comparison(council_id: int, public_id: str) -> None:
    """Work out one comparison of scenarios, if it is still due."""
    from claims.actions import comparing

    comparing.run_comparison(council_id=council_id, public_id=public_id)


@shared_task(name="claims.run_due_estimates")
def run_due_estimates() -> None:
    """Work out what no doorbell woke us for, in every council: curves and comparisons first, people wait for them."""
    from claims import estimate_readers
    from claims.actions import comparing, estimating, work_curves
    from claims.models import Comparison, Estimate, WorkCurve

    runners = [
        (WorkCurve, work_curves.run_work_curve),
        (Comparison, comparing.run_comparison),
        (Estimate, estimating.run_estimate),
    ]
    for council in councils():
        for owed, run in runners:
            with council_scope(council.pk):
                due = estimate_readers.due_estimates(owed)
            for public_id in due:
                run(council_id=council.pk, public_id=public_id)


@shared_task(name="claims.delete_unsaved_drafts")
def delete_unsaved_drafts() -> None:
    """Delete what visitors began and never saved, in every council."""
    from claims.actions import retention

    for council in councils():
        with council_scope(council.pk):
            retention.delete_unsaved_drafts(by=system_actor(council, "retention"))


@shared_task(name="claims.delete_old_exchanges")
def delete_old_exchanges() -> None:
    """Delete what is kept of exchanges with calculators elsewhere, after two weeks, in every council."""
    from claims.actions import engines

    for council in councils():
        with council_scope(council.pk):
            engines.delete_old_exchanges(by=system_actor(council, "retention"))


@shared_task(name="claims.delete_api_estimates")
def delete_api_estimates() -> None:
    """Delete estimates of households without a name after two days, in every council."""
    from claims.actions import retention

    for council in councils():
        with council_scope(council.pk):
            retention.delete_api_estimates(by=system_actor(council, "retention"))


@shared_task(name="claims.rerun_all_estimates")
def rerun_all_estimates() -> None:
    """Once a day: ring for each council, so that what is out of date is worked out again."""
    for council in councils():
        ring(rerun_estimates, council.pk)


@shared_task(name="claims.rerun_estimates", scoped=False)
def rerun_estimates(council_id: int) -> None:
    """Work out again the next estimates of one council; while there are more, get in line again behind the people."""
    from claims.actions import rerunning

    council = councils().get(pk=council_id)
    done = rerunning.rerun_estimates(
        council=council, by=system_actor(council, "estimates"), today=timezone.localdate()
    )
    if done.has_more:
        ring(rerun_estimates, council_id)
