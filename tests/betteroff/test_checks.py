"""Plain http outside the demo is said aloud, or nothing starts."""

from __future__ import annotations

import importlib

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from betteroff import asgi
from betteroff.local import supervisor


def found() -> list[str]:
    return [each.id for each in run_checks(tags=["security"], include_deployment_checks=True)]


@pytest.mark.parametrize(
    ("demo", "https", "said"), [(True, "", True), (False, "", False), (False, "0", True), (False, "1", True)]
)
def test_plain_http_has_to_be_said(settings, monkeypatch, demo, https, said):
    settings.DEMO = demo
    monkeypatch.setenv("HTTPS", https)
    assert ("betteroff.E001" not in found()) == said
    if said:
        importlib.reload(asgi)
    else:
        with pytest.raises(ImproperlyConfigured, match="HTTPS=1"):
            importlib.reload(asgi)


def test_make_run_does_not_start_either(monkeypatch, tmp_path):
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.delenv("HTTPS", raising=False)
    with pytest.raises(supervisor.StartFailed, match="HTTPS=1"):
        supervisor.serve(tmp_path, None)
