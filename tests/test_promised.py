"""Every sentence about what happens next, how long, or who may see stands in tests/promises.yaml with what keeps it.

So do those of the forms of the library: under `promises` what the platform does, under `of_the_council` what its
officers do, each with why it is so.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from django.conf import settings

from formspec.rules.compile import compile_library_form, library_slugs
from formspec.rules.translation import translatable_texts
from scripts.reading.texts import sentences
from tests.test_promises import messages

TABLE = yaml.safe_load(Path(settings.BASE_DIR, "tests/promises.yaml").read_text())
TIME = r"%\(\w+\)s (?:days?|hours?|minutes?)"
PROMISE = re.compile(
    r"(?i)\b(?:we will|you will be|from now on|straight away|nobody (?:else |after you )?can|we delete|is deleted"
    r"|are deleted|signed out after|only (?:they|this browser) can|can (?:see|read) (?:your|it|this|who))\b"
    rf"|\b(?:works|kept|keeps?|wait|sees?|read|stops|ends|delete it|open)\b[^.]*{TIME}"
    r"|%\(\w*(?:days|hours)\w*\)s (?:days?|hours?)\b"
)
# Sums of benefits: what the law says, which the golden cases keep.
SUMS = ("calculator/", "estimates/presenters/hours")
READ_ONLY = 14
# In forms. What is asked, chosen and declared is no promise of ours.
IN_FORMS = re.compile(
    r"(?i)\b(?:we (?:will|tell|send|delete|keep|decide|contact|check|sort|skip|use (?!them)|look)"
    r"|you see (?!it|them)|papers can follow|send (?:missing papers|proof) within)\b"
)
NO_PROMISES = ("label", "option", "statements", "page")


def promised() -> list[str]:
    """Every message of the catalogue that the pattern finds, and every sentence of the forms."""
    of_pages = [text for where, text in messages() if PROMISE.search(text) and not where.startswith(SUMS)]
    texts = dict.fromkeys(
        text
        for slug in library_slugs()
        for kind, text in translatable_texts(compile_library_form(slug))
        if kind not in NO_PROMISES
    )
    said = dict.fromkeys(sentence for text in texts for sentence in sentences(text) if IN_FORMS.search(sentence))
    return [*of_pages, *said]


def listed() -> list[str]:
    """How each sentence of the table begins."""
    said = [begins for promise in TABLE["promises"].values() for begins in promise["says"]]
    of_the_council = [begins for duty in TABLE["of_the_council"].values() for begins in duty["says"]]
    return [*said, *of_the_council, *TABLE["no_promise"], *TABLE["read_only"]]


def test_every_sentence_that_promises_is_in_the_table():
    begins = tuple(listed())
    assert [text for text in promised() if not text.startswith(begins)] == [], "Say in promises.yaml what keeps it."


def test_the_table_holds_no_sentence_that_is_not_said():
    found = promised()
    assert [begins for begins in listed() if not any(text.startswith(begins) for text in found)] == []


def test_each_promise_is_kept_by_tests_that_are_there():
    named = [kept for promise in TABLE["promises"].values() for kept in promise["kept_by"]]
    missing = [kept for kept in named if not is_there(kept)]
    assert missing == []
    assert all(promise["kept_by"] for promise in TABLE["promises"].values())


def is_there(kept: str) -> bool:
    """Whether a test named file::name is defined."""
    path, name = kept.split("::")
    file = Path(settings.BASE_DIR, path)
    return file.exists() and re.search(rf"^(?:async )?def {name}\(", file.read_text(), re.MULTILINE) is not None


def test_what_the_council_does_says_why_it_is_so():
    assert all(len(duty["because"]) > 20 for duty in TABLE["of_the_council"].values())


def test_what_no_test_keeps_gets_less():
    assert len(TABLE["read_only"]) <= READ_ONLY
