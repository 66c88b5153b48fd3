"""Loads the calculator's rules when a worker of the `estimates` queue starts, so that nobody waits for them."""

from __future__ import annotations

from celery.signals import worker_init
from django.utils import timezone

QUEUE = "estimates"


@worker_init.connect
def warm_calculator(sender, **kwargs):
    """Called in the worker's main process before it forks: children start warm, also those that replace a dead one."""
    if QUEUE not in sender.app.amqp.queues.consume_from:
        return
    from claims.calculator.run import default_engine

    default_engine().warm(_tax_year())


def _tax_year() -> int:
    """The year in which the current tax year began, on 6 April."""
    today = timezone.localdate()
    return today.year if (today.month, today.day) >= (4, 6) else today.year - 1
