"""A grant as a sentence: who may do what, until when, and on whose word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Delegation
from advocates.rules.terms import levels_beyond, levels_of

# What each level of an area lets somebody do with what is the reader's, and with what is another person's.
YOURS = {
    ("claims", "view"): gettext_lazy("see your claims"),
    ("claims", "fill"): gettext_lazy("see your claims and fill them in"),
    ("claims", "send"): gettext_lazy("see your claims, fill them in and send them"),
    ("papers", "view"): gettext_lazy("see your papers"),
    ("papers", "fill"): gettext_lazy("see your papers and send papers for you"),
    ("messages", "view"): gettext_lazy("read your messages with the council"),
    ("messages", "fill"): gettext_lazy("read your messages with the council and write to it for you"),
    ("money", "view"): gettext_lazy("see your money: what you could get, decisions, and where it is paid"),
    ("money", "fill"): gettext_lazy("see your money, work out what you could get and enter bank details"),
    ("reach", "view"): gettext_lazy("see how you are reached"),
    ("reach", "fill"): gettext_lazy("see how you are reached and enter contact details"),
    ("journal", "view"): gettext_lazy("see your job journal"),
    ("journal", "fill"): gettext_lazy("see your job journal and write in it"),
}
THEIRS = {
    ("claims", "view"): gettext_lazy("see their claims"),
    ("claims", "fill"): gettext_lazy("see their claims and fill them in"),
    ("claims", "send"): gettext_lazy("see their claims, fill them in and send them"),
    ("papers", "view"): gettext_lazy("see their papers"),
    ("papers", "fill"): gettext_lazy("see their papers and send papers for them"),
    ("messages", "view"): gettext_lazy("read their messages with the council"),
    ("messages", "fill"): gettext_lazy("read their messages with the council and write to it for them"),
    ("money", "view"): gettext_lazy("see their money: what they could get, decisions, and where it is paid"),
    ("money", "fill"): gettext_lazy("see their money, work out what they could get and enter bank details"),
    ("reach", "view"): gettext_lazy("see how they are reached"),
    ("reach", "fill"): gettext_lazy("see how they are reached and enter contact details"),
    ("journal", "view"): gettext_lazy("see their job journal"),
    ("journal", "fill"): gettext_lazy("see their job journal and write in it"),
}

# The same for each level that is not reached.
NOT_YOURS = {
    ("claims", "view"): gettext_lazy("see your claims"),
    ("claims", "fill"): gettext_lazy("fill your claims in"),
    ("claims", "send"): gettext_lazy("send your claims"),
    ("papers", "view"): gettext_lazy("see your papers"),
    ("papers", "fill"): gettext_lazy("send papers for you"),
    ("messages", "view"): gettext_lazy("read your messages with the council"),
    ("messages", "fill"): gettext_lazy("write to the council for you"),
    ("money", "view"): gettext_lazy("see your money: what you could get, decisions, and where it is paid"),
    ("money", "fill"): gettext_lazy("work out what you could get, or enter bank details"),
    ("reach", "view"): gettext_lazy("see how you are reached"),
    ("reach", "fill"): gettext_lazy("enter contact details"),
    ("journal", "view"): gettext_lazy("see your job journal"),
    ("journal", "fill"): gettext_lazy("write in your job journal"),
}
NOT_THEIRS = {
    ("claims", "view"): gettext_lazy("see their claims"),
    ("claims", "fill"): gettext_lazy("fill their claims in"),
    ("claims", "send"): gettext_lazy("send their claims"),
    ("papers", "view"): gettext_lazy("see their papers"),
    ("papers", "fill"): gettext_lazy("send papers for them"),
    ("messages", "view"): gettext_lazy("read their messages with the council"),
    ("messages", "fill"): gettext_lazy("write to the council for them"),
    ("money", "view"): gettext_lazy("see their money: what they could get, decisions, and where it is paid"),
    ("money", "fill"): gettext_lazy("work out what they could get, or enter bank details"),
    ("reach", "view"): gettext_lazy("see how they are reached"),
    ("reach", "fill"): gettext_lazy("enter contact details"),
    ("journal", "view"): gettext_lazy("see their job journal"),
    ("journal", "fill"): gettext_lazy("write in their job journal"),
}


def allowed(scopes: Iterable[str], words: dict[tuple[str, str], str]) -> list[str]:
    """What these scopes allow, a phrase for each area; `words` are YOURS or THEIRS."""
    return [str(words[area, level]) for area, level in levels_of(scopes).items()]


def not_allowed(grant: Delegation, words: dict[tuple[str, str], str], own_word: str) -> list[str]:
    """What a grant does not allow, a phrase each; `words` are NOT_YOURS or NOT_THEIRS. `own_word` is the phrase for
    what wants the resident's own word, where the grant is a consent.
    """
    phrases = [str(words[beyond]) for beyond in levels_beyond(grant.scopes)]
    if grant.basis in Delegation.CONSENTS:
        phrases.append(own_word)
    return [*phrases, _("pass this on to anybody else")]


def until_words(ends_on: dt.date | None) -> str:
    """The last day in words, or that there is none."""
    if ends_on is None:
        return _("until it is ended")
    return _("until %(day)s") % {"day": date_format(ends_on, "j F Y")}


def grant_for_resident(grant: Delegation, name: str) -> dict[str, object]:
    """One line of the page of who may act for the reader; `name` is "" for an account without one."""
    return {
        "grant": grant,
        "name": name or _("Somebody with an account"),
        "may": allowed(grant.scopes, YOURS),
        "until": until_words(grant.ends_on),
        "basis": grant.get_basis_display(),
        "is_by_law": grant.basis not in Delegation.CONSENTS,
        "renewed_until": until_words(grant.renewed_by.ends_on) if grant.renewed_by_id else "",
        "ended_on": grant.revoked_at or grant.ends_on,
    }


def grant_for_helper(grant: Delegation) -> dict[str, object]:
    """One line of the page of whom the reader acts for."""
    return {
        "grant": grant,
        "name": grant.resident.name or _("Somebody who has not given a name yet"),
        "may": ", ".join(allowed(grant.scopes, THEIRS)),
        "until": until_words(grant.ends_on),
    }
