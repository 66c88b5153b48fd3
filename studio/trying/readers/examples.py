"""What comes of a form's examples."""

from __future__ import annotations

from typing import Any

from claims.presenters.submission import papers_asked_for
from formspec.rules.form_spec import FormSpec
from studio.trying.rules.examples import Outcome, run_examples


def outcomes_of(source: dict[str, Any], document: dict[str, Any]) -> list[Outcome]:
    """What comes of the examples of a source that compiles to this document."""
    return run_examples(FormSpec(document), source.get("tests", ()), papers_of)


def failed_in(source: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """The names of the examples that fail."""
    return [outcome.name for outcome in outcomes_of(source, document) if not outcome.passed]


def papers_of(spec: FormSpec, values: dict[str, Any]) -> list[str]:
    """The ids of the papers that clean answers call for."""
    return [paper.kind for paper in papers_asked_for(spec, values)]
