"""A worker of the estimates queue loads the calculator before it takes work; the others do not."""

from __future__ import annotations

import time

import pytest
from celery import current_app
from celery.worker import WorkController

from calculator.run import default_engine, estimate_result
from core import tenancy
from tests.estimates.test_api import HOUSEHOLD
from tests.estimates.test_estimating import TODAY


@pytest.fixture
def cold_engine():
    """As in a process that has calculated nothing."""
    default_engine.cache_clear()


@pytest.fixture
def worker_of(monkeypatch):
    """Make the main object of a worker, up to where it would start its children; this process stays none."""
    monkeypatch.setattr(tenancy, "_own_limits", dict(tenancy._own_limits))
    options = current_app.conf.broker_transport_options
    yield lambda queue: WorkController(app=current_app, queues=[queue], pool="solo")
    current_app.conf.broker_transport_options = options
    current_app.amqp.queues = current_app.amqp.Queues(None)


@pytest.mark.slow
@pytest.mark.usefixtures("cold_engine")
def test_only_the_worker_of_estimates_starts_warm(worker_of):
    worker_of("documents")
    assert default_engine.cache_info().currsize == 0
    worker_of("estimates")
    assert default_engine.cache_info().currsize == 1
    before = time.monotonic()
    estimate_result(HOUSEHOLD, today=TODAY)
    assert time.monotonic() - before < 3
