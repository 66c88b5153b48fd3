"""The Celery task class: a task carries its council in a message header and runs inside that council's scope."""

from __future__ import annotations

import functools

import structlog
from celery import current_app
from celery.contrib.django.task import DjangoTask
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core.circuit import redis_circuit
from core.tenancy import council_scope, current_council_id
from core.turns import note_due, queue_of

HEADER = "council_id"
logger = structlog.get_logger(__name__)


class CouncilTask(DjangoTask):
    """A task started inside a council scope runs inside the same one; without a council it sees no rows."""

    abstract = True
    # False for a task that opens its council's scope itself, for each step, because it must not hold a transaction.
    scoped = True

    def apply_async(self, args=None, kwargs=None, **options):
        headers = dict(options.pop("headers", None) or {})
        headers.setdefault(HEADER, current_council_id())
        return super().apply_async(args, kwargs, headers=headers, **options)

    def apply_async_on_commit(self, *args, using=None, **options):
        # Callbacks run at the outermost commit, perhaps in another scope: take the council now.
        options["headers"] = {HEADER: current_council_id(), **(options.get("headers") or {})}
        transaction.on_commit(functools.partial(self.apply_async, *args, **options), using=using)

    def delay_on_commit(self, *args, **kwargs):
        self.apply_async_on_commit(args, kwargs)

    def __call__(self, *args, **kwargs):
        council_id = self._council_of_request()
        if council_id is None or not self.scoped:
            return super().__call__(*args, **kwargs)
        with council_scope(council_id):
            return super().__call__(*args, **kwargs)

    def _council_of_request(self) -> int | None:
        headers = getattr(self.request, "headers", None) or {}
        return headers.get(HEADER) or getattr(self.request, HEADER, None)


def enqueue(task: str, *args) -> None:
    """Wake a worker for a row when the transaction commits, by the task's name. The row is the queue, this is only
    the wake-up call: if the broker is away, the poller finds the row, and the person's page does not fail.

    By name, because tasks import actions and not the other way round.
    """
    transaction.on_commit(functools.partial(_enqueue, task, args, current_council_id()))


def _enqueue(task: str, args: tuple, council_id: int | None) -> None:
    if council_id is not None:
        note_due(queue_of(task), council_id)
    try:
        with redis_circuit.asking():
            current_app.send_task(task, args, headers={HEADER: council_id}, retry=False)
    except (OperationalError, RedisError):
        logger.warning("broker_away", task=task)
