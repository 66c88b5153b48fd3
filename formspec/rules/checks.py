"""What officers check of a sent form, and what can be awarded: data of the form's version.

A form names its checks and awards and says which pages and papers stand beside each check; their words are those of
library/checks.yaml. A form without any has one general check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.conditions import holds

APPROVE, REFUSE = "approve", "refuse"
WEEK, ONCE, NO_AMOUNT = "week", "once", "none"
GENERAL = "general"
Catalogue = Mapping[str, Mapping[str, Any]]
Spec = dict[str, Any]


def compiled_checks(source: Spec, catalogue: Catalogue) -> list[Spec]:
    """The checks of a form: key, title, guidance, pages, papers, applies_when, blocks, about_money, reasons."""
    return [_check(check, catalogue["checks"][check["key"]]) for check in source.get("checks", ())]


def _check(check: Spec, words: Mapping[str, Any]) -> Spec:
    compiled = {
        "key": check["key"],
        "title": words["title"],
        "guidance": words["guidance"],
        "pages": check["pages"],
        "papers": check.get("papers", []),
        "blocks": check.get("blocks", [APPROVE]),
        "about_money": check.get("about_money", False),
        "reasons": [{"key": key, **reason} for key, reason in words["reasons"].items()],
    }
    return compiled | ({"applies_when": check["applies_when"]} if "applies_when" in check else {})


def compiled_awards(source: Spec, catalogue: Catalogue) -> list[Spec]:
    """What can be awarded: key, title, amount (per week, once, none), within (months or None), route, applies_when."""
    return [_award(award, catalogue["awards"][award["key"]]) for award in source.get("awards", ())]


def _award(award: Spec, words: Mapping[str, Any]) -> Spec:
    kept = ("title", "amount", "within", "route", "route_scotland")
    return {**award, **{name: words[name] for name in kept if name in words}}


def checks_problems(source: Spec, pages: list[Spec], catalogue: Catalogue) -> Iterator[Phrase]:
    """What is wrong with a source's checks and awards; conditions are looked at with all others (conditions.py)."""
    known_pages = {page["key"] for page in pages}
    known_papers = {paper["id"] for paper in source.get("evidence", ())}
    seen: set[str] = set()
    for check in source.get("checks", ()):
        key = check["key"]
        if key in seen:
            yield say("check %(key)s is there more than once", key=key)
        seen.add(key)
        if key not in catalogue["checks"]:
            yield say("check %(key)s is not in checks.yaml", key=key)
        yield from (
            say("check %(key)s: there is no page %(page)s", key=key, page=page)
            for page in check["pages"]
            if page not in known_pages
        )
        yield from (
            say("check %(key)s: paper %(paper)s is not in the form's list", key=key, paper=paper)
            for paper in check.get("papers", ())
            if paper not in known_papers
        )
    awards = [award["key"] for award in source.get("awards", ())]
    yield from (say("award %(key)s is not in checks.yaml", key=key) for key in awards if key not in catalogue["awards"])


def general_check(spec: Spec) -> Spec:
    """The one check of a form that names none: all its pages and papers."""
    return {"pages": [page["key"] for page in spec["pages"]], "papers": [paper["id"] for paper in spec["evidence"]]}


def applicable(parts: list[Spec], values: Mapping[str, Any]) -> list[Spec]:
    """Those of the checks, or awards, that these clean answers call for, in the form's order."""
    return [part for part in parts if "applies_when" not in part or holds(part["applies_when"], values, {})]


def is_checked(checks: list[Spec]) -> bool:
    """Whether a form says itself what is checked of it: the general check says nothing."""
    return any(check["key"] != GENERAL for check in checks)
