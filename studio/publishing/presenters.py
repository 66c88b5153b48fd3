"""What the pages of publishing say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.moving.readers import MOST_LOOKED_AT
from formspec.models import FormVersion
from formspec.presenters.differences import told
from studio.publishing.readers import Before, InItsPlace, PartWay


def version_name(version: FormVersion) -> str:
    """ "version 3", or "version 3, revision 2"."""
    if version.revision == 1:
        return _("version %(number)s") % {"number": version.number}
    return _("version %(number)s, revision %(revision)s") % {"number": version.number, "revision": version.revision}


def differences_of(before: Before) -> list[tuple[str, Any]]:
    """What publishing changes, in words, by kind; [] for the first version."""
    if before.current is None or before.document is None:
        return []
    return told(before.current.spec, before.document)


def told_of(there: InItsPlace) -> list[tuple[str, Any]]:
    """How the form of a file differs from the draft in whose place it would come; [] where one has problems."""
    return told(there.ours, there.theirs) if there.ours and there.theirs else []


def part_way_words(each: PartWay) -> str:
    """How many people are part-way on a version."""
    words = ngettext("%(number)s person on %(version)s", "%(number)s people on %(version)s", each.people)
    return words % {"number": each.people, "version": version_name(each.version)}


def effect_words(before: Before) -> list[str]:
    """What a version that must apply does to those who are part-way."""
    effect = before.effect
    if effect is None:
        return []
    new, again, losing = len(effect.new), len(effect.again), before.losing
    found = [
        new and ngettext(
            "They are asked %(number)s question more, where it concerns them.",
            "They are asked %(number)s questions more, where these concern them.", new,
        ) % {"number": new},
        again and ngettext(
            "They look again at %(number)s answer that may not fit any more.",
            "They look again at %(number)s answers that may not fit any more.", again,
        ) % {"number": again},
        losing and _losing_words(losing, is_of_some=before.people > MOST_LOOKED_AT),
    ]  # fmt: skip
    return [words for words in found if words] or [_("Nothing that they are asked changes.")]


def _losing_words(number: int, *, is_of_some: bool) -> str:
    if is_of_some:
        words = ngettext(
            "Of the %(most)s who began last, %(number)s has answered what is not asked any more: it is kept, and not "
            "sent.",
            "Of the %(most)s who began last, %(number)s have answered what is not asked any more: it is kept, and not "
            "sent.", number,
        )  # fmt: skip
        return words % {"most": f"{MOST_LOOKED_AT:,}", "number": f"{number:,}"}
    return ngettext(
        "%(number)s of them has answered what is not asked any more: it is kept, and not sent.",
        "%(number)s of them have answered what is not asked any more: it is kept, and not sent.", number,
    ) % {"number": number}  # fmt: skip


def origin_words(copied_from: dict[str, Any]) -> str:
    """Where a form was brought in from; "" for one that was made here."""
    if not copied_from:
        return ""
    where = _("the library") if copied_from["from"] == "library" else copied_from["from"]
    return _("from %(where)s: %(slug)s, %(sha256)s") % {
        "where": where, "slug": copied_from["slug"], "sha256": copied_from["sha256"][:12],
    }  # fmt: skip
