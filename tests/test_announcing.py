"""Who may set off something elsewhere: actions alone wake workers, send signals and write the audit record.

Whoever reads an action sees all that comes of it. Work is woken on commit and by `core.tasks.enqueue`, so no worker
looks for a row that is not there yet, and no page fails because the broker is away.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.settings_source import BASE_DIR, parsed, python_files

CELERY = {"send_task", "apply_async", "apply_async_on_commit", "delay", "delay_on_commit", "signature"}
SIGNAL = {"send", "send_robust", "asend", "asend_robust"}
EXCEPTIONS = {
    ("core/tasks.py", "wakes a worker"): "here it is done, on commit",
    ("estimates/tasks.py", "wakes a worker"): "the clock starts a rerun in every council, each as a task of its own",
    ("betteroff/management/commands/rotate_field_keys.py", "writes the audit record"): "a command across all apps",
}


def announcements(tree: ast.Module) -> Iterator[str]:
    """What a module sets off elsewhere."""
    signals = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "signals"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        owner, _, called = ast.unparse(node.func).rpartition(".")
        if called == "enqueue" or called in CELERY:
            yield "wakes a worker"
        elif called in SIGNAL and (signals | {"signals"}) & set(owner.split(".")):
            yield "sends a signal"
        elif (owner.split(".")[-1], called) == ("audit", "record"):
            yield "writes the audit record"


def by_place() -> set[tuple[str, str]]:
    """(file, what it sets off) of all modules."""
    return {(str(path.relative_to(BASE_DIR)), what) for path in python_files() for what in announcements(parsed(path))}


def is_action(place: str) -> bool:
    """Whether a file is in an app's layer of actions."""
    return place.endswith("/actions.py") or "/actions/" in place


def test_only_actions_announce():
    found = by_place()
    assert {what for place, what in found if is_action(place)} == {
        "wakes a worker", "sends a signal", "writes the audit record",
    }  # fmt: skip
    assert {each for each in found if not is_action(each[0])} == set(EXCEPTIONS)


def test_work_is_woken_on_commit_only():
    """Celery's own ways to start a task stand in one file, and there they wait for the commit."""
    direct = {
        path.relative_to(BASE_DIR).as_posix()
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in CELERY
    }
    assert direct == {"core/tasks.py"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("enqueue('claims.make_document', 1)", "wakes a worker"),
        ("tasks.make_document.delay(1)", "wakes a worker"),
        ("make_document.apply_async((1,))", "wakes a worker"),
        ("from claims.signals import claim_submitted\nclaim_submitted.send(sender=None)", "sends a signal"),
        ("from claims import signals\nsignals.claim_submitted.send(sender=None)", "sends a signal"),
        ("audit.record('claims.claim.opened', by=by)", "writes the audit record"),
        ("message.send()", None),
    ],
)
def test_an_announcement_would_be_seen(line, what):
    assert list(announcements(ast.parse(line))) == ([what] if what else [])
