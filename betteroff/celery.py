"""The Celery application: councils in headers, a heartbeat per queue in Redis for the health check."""

import contextlib
import logging.config
import os
import time

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging, worker_init, worker_ready
from django.conf import settings
from redis.exceptions import RedisError

from core.cache import counters as cache
from core.tenancy import work_in_background

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betteroff.settings")

app = Celery("betteroff", task_cls="core.tasks:CouncilTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Rooms of an app that keep tasks of their own.
ROOMS = (
    "advocates.caseload",
    "advocates.legal",
    "advocates.planning",
    "claims.reviewing",
    "claims.signing",
    "claims.thread",
    "studio.trying",
    "jobjournal.sharing",
    "cobrowse.booking",
    "cobrowse.sharing",
    "casework.bulk",
    "casework.clocks",
    "casework.deciding",
    "casework.handover",
)
app.autodiscover_tasks(ROOMS)

# Celery reports every two seconds.
HEARTBEAT_SECONDS = 10


def heartbeat_key(queue: str) -> str:
    """The cache key under which a live worker of this queue reports."""
    return f"worker-alive:{queue}"


@worker_init.connect
def take_time(**kwargs):
    """Called before the worker connects, and before the children are forked, which do the work."""
    work_in_background()
    # A worker waits for a silent Redis: giving up while it tells that a task is done, on a connection that lives on, it
    # would for ever believe that it still has the task, and take no other.
    app.conf.broker_transport_options = {**app.conf.broker_transport_options, "socket_timeout": None}


@setup_logging.connect
def log_like_the_web(**kwargs):
    """Celery's own format would print exceptions with their messages; ours has no personal data."""
    logging.config.dictConfig(settings.LOGGING)


@worker_ready.connect
@heartbeat_sent.connect
def report_alive(sender, **kwargs):
    """Called by Celery in the worker's main process, which is free to report while a child works."""
    # worker_ready is sent by the consumer, heartbeat_sent by its heart: only the former knows the queues.
    queues = getattr(getattr(sender, "task_consumer", None), "queues", None)
    if queues:
        report_alive.queues = [queue.name for queue in queues]
    # Without Redis nobody can be told, and the worker has other things to do.
    with contextlib.suppress(RedisError):
        for queue in getattr(report_alive, "queues", []):
            # When, for the operator's page; that it is there at all, for the health check.
            cache.set(heartbeat_key(queue), time.time(), HEARTBEAT_SECONDS)
