"""What a change of circumstances makes of the facts that the calculator is given. Pure.

Only what the form of changes asks exactly is put in: an income in words, or whose job of several it was, is not
guessed. `held` and `told` are facts as `formspec.rules.facts.facts_of` gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.rules.money import MoneyProblem, parse_money

Facts = Mapping[str, Any]
Row = dict[str, Any]

# The question of the form of changes that asks what has changed, and the one that says what happened to a child.
PICKED, CHILD = "changes", "c_what"
# These change nothing that the calculator is given.
UNTOUCHED = frozenset({"name"})
# The form asks once for all of a line: with two of them picked, it is not known of which the answers speak.
ASKED_TOGETHER = (
    frozenset({"job_start", "job_change", "job_end", "self_emp"}),
    frozenset({"baby", "child_left"}),
    frozenset({"adult_in", "adult_out", "adult_change"}),
)
YES, NO = "yes", "no"


class _NotKnown(Exception):
    """The answers do not say what the calculator would have to know."""


@dataclass(frozen=True)
class Changed:
    """The facts after a change, and those picked changes (values of the form's question) that cannot be put in."""

    facts: Facts
    unknown: tuple[str, ...] = ()


def facts_after(held: Facts, told: Facts, picked: Sequence[str], child: str = "") -> Changed:
    """The facts of a claim once a change is put in. `picked`: what has changed, as the form's values; `child`: what
    happened to the child that it tells of. Of what cannot be put in, its value is in `unknown`.
    """
    facts, unknown = dict(held), []
    for each in picked:
        together = next((group for group in ASKED_TOGETHER if each in group), frozenset())
        if each in UNTOUCHED:
            continue
        try:
            if len(together & set(picked)) > 1 or each not in _WAYS:
                raise _NotKnown
            facts |= _WAYS[each](facts, {**told, CHILD: child})
        except _NotKnown:
            unknown.append(each)
    return Changed(facts, tuple(unknown))


def _rent(facts: Facts, told: Facts) -> Row:
    return {"tenancy.rent": _money(told, "tenancy.rent")}


def _savings(facts: Facts, told: Facts) -> Row:
    # The form of changes asks for the amount where forms ask for a band.
    total = str(_given(told, "capital.band"))
    try:
        parse_money(total)
    except MoneyProblem as problem:
        raise _NotKnown from problem
    return {"capital.total": total}


def _childcare(facts: Facts, told: Facts) -> Row:
    cost, rows = _money(told, "childcare.cost"), _rows(facts, "costs.childcare")
    if len(rows) > 1:
        raise _NotKnown
    return {"costs.has_childcare": YES, "costs.childcare": [{**(rows[0] if rows else {}), "childcare.cost": cost}]}


def _child_in(facts: Facts, told: Facts) -> Row:
    if told[CHILD] not in ("born", "moved_in"):
        raise _NotKnown
    child = {"child.dob": _given(told, "child.dob")}
    child |= {fact: told[fact] for fact in ("child.name", "child.child_benefit_who") if fact in told}
    return {"household.has_children": YES, "household.children": [*_rows(facts, "household.children"), child]}


def _child_out(facts: Facts, told: Facts) -> Row:
    rows, born = _rows(facts, "household.children"), _given(told, "child.dob")
    place = _the_one(rows, lambda row: row.get("child.dob") == born)
    if told[CHILD] == "left_school":
        return {"household.children": _with(rows, place, {**rows[place], "child.education": "left"})}
    if told[CHILD] != "moved_out":
        # Whoever has turned 20 lives there still, and is an adult of whom nothing was asked.
        raise _NotKnown
    return _without(rows, place, "household.children", "household.has_children")


def _adult_out(facts: Facts, told: Facts) -> Row:
    rows, name = _rows(facts, "household.other_adults"), _words(_given(told, "nondep.name"))
    place = _the_one(rows, lambda row: _words(row.get("nondep.name")) == name)
    return _without(rows, place, "household.other_adults", "household.has_other_adults")


def _job_in(facts: Facts, told: Facts) -> Row:
    job = {"job.who": _worker(facts, told), **_pay(told)}
    return {"income.has_job": YES, "income.jobs": [*_rows(facts, "income.jobs"), job]}


def _job_other(facts: Facts, told: Facts) -> Row:
    rows, pay = _rows(facts, "income.jobs"), _pay(told)
    place = _job_of(facts, told, rows)
    return {"income.jobs": _with(rows, place, {**rows[place], **pay})}


def _job_out(facts: Facts, told: Facts) -> Row:
    rows = _rows(facts, "income.jobs")
    return _without(rows, _job_of(facts, told, rows), "income.jobs", "income.has_job")


_WAYS: dict[str, Callable[[Facts, Facts], Row]] = {
    "rent": _rent,
    "savings": _savings,
    "childcare": _childcare,
    "baby": _child_in,
    "child_left": _child_out,
    "adult_out": _adult_out,
    "job_start": _job_in,
    "job_change": _job_other,
    "job_end": _job_out,
}


def _given(told: Facts, fact: str) -> Any:
    if told.get(fact) in (None, ""):
        raise _NotKnown
    return told[fact]


def _money(told: Facts, fact: str) -> Row:
    """An amount and how often it is paid; a council's own form may ask in words."""
    money = _given(told, fact)
    if not isinstance(money, dict) or not {"amount", "frequency"} <= money.keys():
        raise _NotKnown
    return money


def _rows(facts: Facts, fact: str) -> list[Row]:
    return list(facts.get(fact) or [])


def _with(rows: list[Row], place: int, row: Row) -> list[Row]:
    return [*rows[:place], row, *rows[place + 1 :]]


def _without(rows: list[Row], place: int, fact: str, asked: str) -> Row:
    left = [*rows[:place], *rows[place + 1 :]]
    return {fact: left} | ({} if left else {asked: NO})


def _the_one(rows: list[Row], fits: Callable[[Row], bool]) -> int:
    found = [place for place, row in enumerate(rows) if fits(row)]
    if len(found) != 1:
        raise _NotKnown
    return found[0]


def _worker(facts: Facts, told: Facts) -> str:
    """Whose job it is, where that is one person of the household."""
    who = _given(told, "job.who")
    if who not in ("me", "partner") or (who == "partner" and facts.get("partner.exists") != YES):
        raise _NotKnown
    return str(who)


def _job_of(facts: Facts, told: Facts, rows: list[Row]) -> int:
    """The place of the job that is told of: the only one of this person, or the one of theirs with this employer."""
    who, employer = _worker(facts, told), _words(told.get("job.employer"))
    own = [place for place, row in enumerate(rows) if row.get("job.who", "me") == who]
    if len(own) == 1:
        return own[0]
    return _the_one(rows, lambda row: row.get("job.who", "me") == who and _words(row.get("job.employer")) == employer)


def _pay(told: Facts) -> Row:
    """Pay before tax and hours: the calculator needs both."""
    return {"job.hours": _given(told, "job.hours"), "job.gross": _money(told, "job.gross")}


def _words(said: Any) -> frozenset[str]:
    """The words of a name or an address, which a form may have in parts."""
    text = " ".join(map(str, said.values())) if isinstance(said, Mapping) else str(said or "")
    return frozenset("".join(each if each.isalnum() else " " for each in text.casefold()).split())
