"""Which parts of a form use others, and what becomes of them when those go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.conditions import TAKES_LIST, leaves
from formspec.rules.derived import RULES
from formspec.rules.facts import facts_in
from studio.rules.finding import Part, Source, all_of, question_of
from studio.rules.refusals import Refused, Use


@dataclass
class Going:
    """What is to go: keys of questions, pages, named conditions; or one choice of a question that stays."""

    questions: Collection[str] = ()
    pages: Collection[str] = ()
    named: Collection[str] = ()
    option: tuple[str, str] = ("", "")
    uses: list[Use] = field(default_factory=list)


@dataclass(frozen=True)
class Holder:
    """A place that holds a condition: `part[name]`. `inside`: the question, or its group, that it belongs to."""

    part: Part
    name: str
    what: Phrase
    without: Phrase
    inside: tuple[str, ...] = ()

    @property
    def condition(self) -> Part:
        """The condition."""
        condition: Part = self.part[self.name]
        return condition


# What an example expects, by the keys of questions.
LISTS = ("shown", "hidden", "errors")
ALWAYS = say("It is then always shown.")


def holders(source: Source) -> Iterator[Holder]:
    """Every place of the form that holds a condition."""
    for section in source["sections"]:
        if "show_if" in section:
            what = say("The section “%(title)s” is shown only with certain answers.", title=section["title"])
            yield Holder(section, "show_if", what, ALWAYS)
    for question, _section, group in all_of(source):
        inside = (question["key"], *([group["key"]] if group else []))
        if "show_if" in question:
            what = say("“%(label)s” is shown only with certain answers.", label=question["label"])
            yield Holder(question, "show_if", what, ALWAYS, inside)
        for option in question.get("options", ()):
            if "show_if" in option:
                names = {"option": option["label"], "label": question["label"]}
                what = say("The choice “%(option)s” of “%(label)s” is offered only with certain answers.", **names)
                yield Holder(option, "show_if", what, say("It is then always offered."), inside)
    yield from _beside_questions(source)


def _beside_questions(source: Source) -> Iterator[Holder]:
    for named in source.get("conditions", ()):
        what = say("The condition “%(name)s” asks for it.", name=named["name"])
        yield Holder(named, "when", what, say("It goes, and what it applies to is then always shown."))
    for paper in source.get("evidence", ()):
        if "unless" in paper:
            what = say("The paper “%(name)s” is not asked for with certain answers.", name=paper["name"])
            yield Holder(paper, "unless", what, say("It is then always asked for."))
    for kind, plural in (("checks", say("A check is made only with certain answers.")),
                         ("awards", say("Something can be awarded only with certain answers."))):  # fmt: skip
        for part in source.get(kind, ()):
            if "applies_when" in part:
                yield Holder(part, "applies_when", plural, say("It then applies always."))
    for name in ("when", "never_when"):
        if name in source.get("second_signature", {}):
            what = say("Whether a partner signs too depends on it.")
            yield Holder(source["second_signature"], name, what, say("No partner signs this form any more."))


def take_away(source: Source, going: Going) -> list[Use]:
    """Take every use of what goes out of the source, which is changed, and say what was there. What goes itself stays.

    Raises Refused where something cannot be without it.
    """
    _refuse_each(source, going)
    _conditions(source, going)
    _checks(source, going)
    _second_signature(source, going)
    _rows(source, going)
    _derived(source, going)
    _examples(source, going)
    return going.uses


def _goes_along(holder: Holder, going: Going) -> bool:
    gone = set(going.questions)
    if "questions" in holder.part:
        return gone >= {question["key"] for question in holder.part["questions"]}
    return bool(gone & {*holder.inside})


def _conditions(source: Source, going: Going) -> None:
    for holder in list(holders(source)):
        if _goes_along(holder, going) or holder.name not in holder.part:
            continue
        kept = _without(holder.condition, going)
        if kept == holder.condition:
            continue
        going.uses.append(
            Use(
                holder.what,
                holder.without if kept is None else say("It is then about one answer less."),
                holder.part["key"] if holder.inside and holder.part.get("key") == holder.inside[0] else "",
            )
        )
        if kept is not None:
            holder.part[holder.name] = kept
        elif holder.part is source.get("second_signature"):
            del source["second_signature"]
        elif holder.name == "when":
            source["conditions"].remove(holder.part)
            take_away(source, Going(named=[holder.part["key"]], uses=going.uses))
        else:
            del holder.part[holder.name]
    if not source.get("conditions", True):
        del source["conditions"]


def _without(condition: Part, going: Going) -> Part | None:
    """The condition without a choice that goes, None where it asks for what goes: then it goes whole."""
    for leaf in leaves(condition):
        if leaf.get("q") in going.questions or leaf.get("named") in going.named:
            return None
    return _without_option(condition, *going.option) if going.option[0] else condition


def _without_option(condition: Part, key: str, value: str) -> Part | None:
    if "not" in condition:
        inner = _without_option(condition["not"], key, value)
        return None if inner is None else {"not": inner}
    for name in ("all", "any"):
        if name in condition:
            parts = [_without_option(part, key, value) for part in condition[name]]
            return None if None in parts else {name: parts}
    if condition.get("q") != key or "value" not in condition:
        return condition
    if condition["op"] in TAKES_LIST:
        left = [each for each in condition["value"] if each != value]
        return {**condition, "value": left} if left else None
    return None if condition["value"] == value else condition


def _refuse_each(source: Source, going: Going) -> None:
    for question, _section, _group in all_of(source):
        each = question.get("each")
        if each is None or question["key"] in going.questions:
            continue
        if each["of"] in going.questions:
            names = {"label": question["label"]}
            raise Refused(say("“%(label)s” is asked for each of its choices. Remove that question first.", **names))
        key, value = going.option
        if each["of"] == key:
            for name in ("but", "required"):
                if value in each.get(name, ()):
                    each[name].remove(value)


def _checks(source: Source, going: Going) -> None:
    for check in list(source.get("checks", ())):
        left = [page for page in check["pages"] if page not in going.pages]
        if left == check["pages"]:
            continue
        what = say("Officers see this page beside a check.")
        if left:
            check["pages"] = left
            going.uses.append(Use(what, say("The check stays, without this page.")))
        else:
            source["checks"].remove(check)
            going.uses.append(Use(what, say("The check goes too: nothing else stands beside it.")))
    if not source.get("checks", True):
        del source["checks"]


def _second_signature(source: Source, going: Going) -> None:
    wanted = source.get("second_signature")
    if wanted is None:
        return
    shows = [key for key in wanted["shows"] if key not in going.questions]
    entries, (option_of, value) = wanted.get("entries", {}), going.option
    kept = {key: entry for key, entry in entries.items() if not {key, entry["field"]} & {*going.questions}}
    for key, entry in kept.items():
        if entry["field"] == option_of and value in entry["in"]:
            kept = {**kept, key: {**entry, "in": [each for each in entry["in"] if each != value]}}
    kept = {key: entry for key, entry in kept.items() if entry["in"]}
    if shows == wanted["shows"] and kept == entries:
        return
    if not shows:
        del source["second_signature"]
        going.uses.append(Use(say("A partner who signs sees the answer."), say("No partner signs this form any more.")))
        return
    source["second_signature"] = {**wanted, "shows": shows, **({"entries": kept} if "entries" in wanted else {})}
    going.uses.append(Use(say("A partner who signs sees the answer."), say("They sign without seeing it.")))


def _rows(source: Source, going: Going) -> None:
    for question, _section, _group in all_of(source):
        if "rows" not in question or question["key"] in going.questions:
            continue
        title = question["rows"]["row_title"]
        left = title
        for key in {*re.findall(r"\{(.*?)\}", title)} & {*going.questions}:
            left = left.replace(f"{{{key}}}", "").strip(" ,:-–")
        if left != title:
            called = question["rows"].get("called", question["label"])
            question["rows"]["row_title"] = left or called
            what = say("The rows of “%(label)s” are called by it.", label=question["label"])
            going.uses.append(Use(what, say("They are then called “%(title)s”.", title=left or called)))


def _derived(source: Source, going: Going) -> None:
    for rule in source.get("derived", ()):
        if {*RULES[rule["name"]].uses} & {*going.questions}:
            what = say("The rule “%(name)s” looks at the answer.", name=rule["name"].replace("_", " "))
            going.uses.append(Use(what, say("It then counts as not answered.")))


def _examples(source: Source, going: Going) -> None:
    """An example keeps what it says of everything that stays."""
    facts, papers = _only_of(source, going)
    for example in source.get("tests", ()):
        answers, expected = example["answers"], example["expect"]
        left = _answers_left(answers, going)
        now = {**expected, **{name: _but(expected[name], going.questions) for name in LISTS if name in expected}}
        if "papers" in expected:
            now["papers"] = _but(expected["papers"], papers)
        if "facts" in expected:
            now["facts"] = _facts_left(expected["facts"], facts)
        if _times(left, going.option[0]) < _times(answers, going.option[0]):
            _expect_less(source, now, going.option[0])
        if (left, now) == (answers, expected):
            continue
        example["answers"], example["expect"] = left, now
        what = say("The example “%(name)s” answers it, or expects something of it.", name=example["name"])
        going.uses.append(Use(what, say("That goes out of the example. The rest of the example stays.")))


def _only_of(source: Source, going: Going) -> tuple[set[str], set[str]]:
    """The facts and papers that come from the questions and the choice that go, and from nothing else."""
    facts: dict[bool, set[str]] = {True: set(), False: set()}
    papers: dict[bool, set[str]] = {True: set(), False: set()}
    for question, _section, _group in all_of(source):
        goes = question["key"] in going.questions
        facts[goes] |= set(facts_in(question))
        papers[goes] |= set(question.get("evidence", ()))
        for option in question.get("options", ()):
            papers[goes or (question["key"], option["value"]) == going.option] |= set(option.get("evidence", ()))
    return facts[True] - facts[False], papers[True] - papers[False]


def _expect_less(source: Source, expected: Part, key: str) -> None:
    """What an example expects of a question that it does not answer any more: of one that must be, that it is said."""
    facts, papers = _only_of(source, Going(questions=[key]))
    if "papers" in expected:
        expected["papers"] = _but(expected["papers"], papers)
    if "errors" in expected:
        is_missed = question_of(source, key).get("required") and key not in expected.get("hidden", ())
        expected["errors"] = [*_but(expected["errors"], {key}), *([key] if is_missed else [])]
    if "facts" in expected:
        expected["facts"] = _facts_left(expected["facts"], facts)


def _facts_left(expected: Part, gone: Collection[str]) -> Part:
    """The facts that an example expects, those in rows too, without some."""
    return {
        fact: [_facts_left(row, gone) if isinstance(row, dict) else row for row in value]
        if isinstance(value, list) else value
        for fact, value in expected.items()
        if fact not in gone
    }  # fmt: skip


def _answers_left(answers: Part, going: Going) -> Part:
    """The answers of an example, those in rows too, without what goes."""
    left, (key, value) = {}, going.option
    for name, raw in answers.items():
        if name in going.questions or (name == key and raw in (value, [value])):
            continue
        if isinstance(raw, list):
            raw = [_answers_left(row, going) if isinstance(row, dict) else row for row in raw]
            raw = _but(raw, [value]) if name == key else raw
        left[name] = raw
    return left


def _times(answers: Part, key: str) -> int:
    """How often an example answers a question: in each row of a group."""
    rows = [row for raw in answers.values() if isinstance(raw, list) for row in raw if isinstance(row, dict)]
    return sum(key in each for each in (answers, *rows))


def _but(these: Collection[Any], gone: Collection[str]) -> list[Any]:
    return [each for each in these if each not in gone]


def urgent_without(source: Source, key: str, value: str) -> None:
    """An answer that goes is urgent no more."""
    question = question_of(source, key)
    if value in question.get("urgent", {}):
        del question["urgent"][value]
        if not question["urgent"]:
            del question["urgent"]
