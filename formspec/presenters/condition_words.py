"""A condition of a form in words: “Do you rent?” is “Yes” and “Who lives with you?” is not answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from formspec.presenters.words import words
from formspec.rules.sources.rule_words import rule_words

Document = dict[str, Any]


def condition_words(condition: dict[str, Any] | None, questions: Mapping[str, dict[str, Any]]) -> str:
    """The condition in the language of the page; always, for none. `questions` by key, whose words it uses."""
    if not condition:
        return _("always")
    return _said(condition, questions)


def _said(condition: dict[str, Any], questions: Mapping[str, dict[str, Any]]) -> str:
    if "all" in condition:
        return _joined(_("and"), condition["all"], questions)
    if "any" in condition:
        return _joined(_("or"), condition["any"], questions)
    if "not" in condition:
        return _("not (%(condition)s)") % {"condition": _said(condition["not"], questions)}
    if "derived" in condition:
        rule = words(rule_words(condition["derived"]))
        return rule if condition["equals"] else _("it is not so that %(rule)s") % {"rule": rule}
    return _leaf(condition, questions)


def _joined(word: str, parts: list[dict[str, Any]], questions: Mapping[str, dict[str, Any]]) -> str:
    said = [_said(part, questions) for part in parts]
    inner = [f"({each})" if "all" in part or "any" in part else each for part, each in zip(parts, said, strict=True)]
    return f" {word} ".join(inner)


def _leaf(leaf: dict[str, Any], questions: Mapping[str, dict[str, Any]]) -> str:
    question = questions.get(leaf["q"], {"label": leaf["q"]})
    sentences = {
        "equals": _("“%(question)s” is %(value)s"),
        "not_equals": _("“%(question)s” is not %(value)s"),
        "in": _("“%(question)s” is one of %(value)s"),
        "contains": _("of “%(question)s”, %(value)s is ticked"),
        "contains_any": _("of “%(question)s”, one of %(value)s is ticked"),
        "not_answered": _("“%(question)s” is not answered"),
    }
    wanted = leaf.get("value")
    values = wanted if isinstance(wanted, list) else [wanted]
    said = ", ".join(f"“{_value(question, each)}”" for each in values)
    return sentences[leaf["op"]] % {"question": question["label"], "value": said}


def _value(question: dict[str, Any], value: Any) -> str:
    labels = {option["value"]: option["label"] for option in question.get("options", ())}
    names = {"yes": _("Yes"), "no": _("No"), "unsure": _("I am not sure")}
    return str(labels.get(value) or names.get(value) or value)
