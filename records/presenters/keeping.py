"""The words and tables of the pages about keeping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.models import Hold
from records.readers.due import OTHERS, WouldGo
from records.readers.keeping import FormRule
from records.rules import Keeping

# How the address of the rule for all other forms calls them.
OTHERS_SLUG = "every-other-form"


def title_of(rule: FormRule) -> str:
    """The form's title, or what stands for all others."""
    return rule.title or _("Every form without a rule of its own")


def kept_words(keeping: Keeping) -> str:
    """6 years; files 12 months."""
    years = ngettext("%(number)d year", "%(number)d years", keeping.years) % {"number": keeping.years}
    if keeping.months_of_files is None:
        return years
    months = ngettext("%(number)d month", "%(number)d months", keeping.months_of_files)
    return _("%(years)s, files %(months)s") % {"years": years, "months": months % {"number": keeping.months_of_files}}


def rules_table(rules: Sequence[FormRule]) -> dict[str, Any]:
    """What components/table.html takes."""
    rows = [
        [
            {"text": title_of(rule), "url": reverse("records:change_rule", args=[rule.slug or OTHERS_SLUG])},
            {"text": kept_words(rule.keeping)},
            {"text": "" if rule.slug == OTHERS else _("Own rule") if rule.is_own else _("As every other form")},
        ]
        for rule in rules
    ]
    return {"columns": [{"title": _("Form")}, {"title": _("Kept")}, {"title": _("Rule")}], "rows": rows}


def would_go_table(forms: Sequence[WouldGo]) -> dict[str, Any]:
    """The dry run, form by form."""
    rows = [
        [{"text": each.form}, *({"text": number, "numeric": True} for number in (each.claims, each.held, each.files))]
        for each in forms
    ]
    titles = [_("Claims that go"), _("Kept by a hold"), _("Claims whose files go")]
    return {"columns": [{"title": _("Form")}, *({"title": each, "numeric": True} for each in titles)], "rows": rows}


def would_go_words(forms: Sequence[WouldGo]) -> str:
    """The dry run in a sentence or two, for the page that asks."""
    claims, held, files = (sum(getattr(each, name) for each in forms) for name in ("claims", "held", "files"))
    words = ngettext(
        "By this rule and the others, %(number)d claim would be deleted now.",
        "By this rule and the others, %(number)d claims would be deleted now.", claims,
    ) % {"number": claims}  # fmt: skip
    if files:
        words += " " + ngettext(
            "The files of %(number)d claim would be deleted.", "The files of %(number)d claims would be deleted.", files
        ) % {"number": files}  # fmt: skip
    if held:
        words += " " + ngettext("%(number)d is held and stays.", "%(number)d are held and stay.", held) % {
            "number": held
        }
    return words + " " + _("It happens in the night, and cannot be undone.")


def drafts_words(going: int, kept: int) -> str:
    """The dry run of forms that were not sent, in a sentence or two."""
    words = ngettext(
        "The time of %(number)d form that was not sent is over.",
        "The time of %(number)d forms that were not sent is over.", going,
    ) % {"number": going}  # fmt: skip
    if kept:
        words += " " + ngettext(
            "%(number)d more is kept by a hold, a conversation or an estimate.",
            "%(number)d more are kept by a hold, a conversation or an estimate.", kept,
        ) % {"number": kept}  # fmt: skip
    return words + " " + _("None goes before a week after its person was reminded.")


def hold_lines(holds: Sequence[Hold]) -> list[dict[str, Any]]:
    """Each hold with what it is on, for the list."""
    return [
        {
            "public_id": each.public_id, "reason": each.reason, "until": each.until, "by": each.by_label,
            "on": each.claim.reference if each.claim else _("Everything of %(name)s") % {"name": each.resident.name},
        }
        for each in holds
    ]  # fmt: skip
