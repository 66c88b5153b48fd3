"""Nothing sends past the door, or writes a link to a host that the asker names: read from the source."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

from tests.settings_source import BASE_DIR, parsed, python_files

# Addresses made from the request's host stay on the page that was asked for; all others are Council.url_of().
FROM_THE_HOST = {
    "accounts/keeping/for_scripts.py": "whether an answer leads to a page of this host",
    "accounts/keeping/resubmission.py": "whether the page that a form came from is on this host",
    "accounts/middleware.py": "which council it is",
    "accounts/views/kiosk.py": "the link for the council's own computers, on the page of the admin who made it",
    "accounts/templatetags/councils.py": "a link on the page to another council, on the port that the person uses",
    "accounts/views/sign_in.py": "whether a page to go to is on this host",
    "accounts/views/session.py": "whether a page to go back to is on this host",
    "estimates/api/views.py": "the answer to whoever asked",
}


@pytest.mark.slow
def test_no_other_address_is_made_from_the_host_that_the_asker_names():
    found = {
        path.relative_to(BASE_DIR).as_posix()
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"build_absolute_uri", "get_host", "_current_scheme_host"}
    }
    assert found == set(FROM_THE_HOST)


# --- Nobody sends past the door ---------------------------------------------------------------------------------

SENDERS = {"send_email", "send_text", "send_mail", "send_mass_mail", "EmailMessage", "EmailMultiAlternatives"}
# Who hands over what was let in before, or is the way out itself.
BEYOND_THE_DOOR = {
    ("core/mail.py", "send_email"), ("core/mail.py", "send_text"),
    ("notifications/channels.py", "send_messages"),
    ("notifications/smtp.py", "send_email"), ("notifications/smtp.py", "send_text"),
    ("notifications/actions.py", "deliver"),
}  # fmt: skip


def functions(tree: ast.Module):
    """Every function of a module, and all else as one."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(node) for function in found for node in ast.walk(function)}
    yield "", [node for node in ast.walk(tree) if id(node) not in inside]
    for function in found:
        yield function.name, list(ast.walk(function))


@functools.cache
def parts_of(path: Path) -> list[tuple[str, list[ast.AST]]]:
    """The functions of a file; walked once for the tests that read all."""
    return list(functions(parsed(path)))


def calls(nodes, names: set[str]) -> bool:
    """Whether one of these is called, or handed on to be called."""
    return any(
        (isinstance(node, ast.Name) and node.id in names) or (isinstance(node, ast.Attribute) and node.attr in names)
        for node in nodes
        if isinstance(getattr(node, "ctx", None), ast.Load)
    )


def unparsed_calls(nodes) -> set[str]:
    """What is called, as it is written."""
    return {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}


def past_the_door(parts) -> set[str]:
    """The functions of a module that send something and do not ask the door."""
    return {name for name, nodes in parts if calls(nodes, SENDERS) and not calls(nodes, {"admit"})}


@pytest.mark.slow
def test_everything_that_sends_goes_through_the_door():
    found = {
        (path.relative_to(BASE_DIR).as_posix(), name)
        for path in python_files()
        if not path.is_relative_to(BASE_DIR / "tests")
        for name in past_the_door(parts_of(path))
    }
    assert found == BEYOND_THE_DOOR, "Ask accounts.door.admit() first (or notify(), which does)."


@pytest.mark.slow
def test_only_the_outbox_delivers_and_only_notify_fills_it():
    """What `deliver` sends is rows, and no row is written but by `notify`, which asks the door."""
    writers = {
        (path.relative_to(BASE_DIR).as_posix(), name)
        for path in python_files()
        for name, nodes in parts_of(path)
        if {"Message.objects.create", "Message.objects.bulk_create", "message.save"} & unparsed_calls(nodes)
    }
    assert writers == {("notifications/actions.py", "notify")}
    tree = ast.parse((BASE_DIR / "notifications/actions.py").read_text())
    by_name = dict(functions(tree))
    assert calls(by_name["notify"], {"_let_through"})
    assert calls(by_name["_let_through"], {"admit"})


@pytest.mark.parametrize(
    "text",
    ["def hello(to):\n    send_email(to=to, subject='', text='')", "def hello(to):\n    mail.send_text(to=to, text='')",
     "def later(to):\n    run(send_email, to)", "class A:\n    def b(self):\n        EmailMessage('x').send()",
     "send_mail('x')"],
)  # fmt: skip
def test_a_sender_that_forgets_the_door_would_be_seen(text):
    assert past_the_door(functions(ast.parse(text)))
