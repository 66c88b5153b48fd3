"""The statuses of a council: giving one to a claim, and the words that the council has for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import NotUndone, Setting, add_setting, changes_since, keep_change
from accounts.models import Council, SettingChange
from accounts.permissions import Permission, require
from claims.models import Claim, ClaimStatus, StatusChange
from formspec.models import Form

CODE_LENGTH = 40
# In the history of settings.
STATUSES, FORM_STATUSES = "claims.statuses", "claims.form_statuses"


class StatusChangedMeanwhile(Exception):
    """Somebody saved the same after the page was drawn. Nothing was written."""

    def __init__(self, changes: list[SettingChange]) -> None:
        super().__init__()
        self.changes = changes


class StillUsed(Exception):
    """Claims have this status or had it, or the platform needs it: it stays."""


def note_status(
    claim: Claim, status: ClaimStatus, *, words: str = "", alone: str | None = None, by_label: str, at: dt.datetime
) -> StatusChange:
    """Write down that a claim has this status now, with what the claimant reads: the words that the status has for its
    form, then `words`.

    `alone` stands there instead of both.
    """
    if alone is not None:
        said, translations = alone, {}
    else:
        form = claim.form_version.form.slug
        said = joined(status.message_for(form), words)
        own = status.translations_for(form)
        translations = {language: joined(message, words) for language, message in own.items()}
    return StatusChange.objects.create(
        claim=claim, status=status, message=said, translations=translations, by_label=by_label, at=at
    )


def joined(message: str, words: str) -> str:
    """The words of a status, then an advisor's own."""
    return "\n\n".join(filter(None, [message, words.strip()]))


@transaction.atomic
def add_status(
    *, name: str, message: str, translations: dict[str, dict[str, str]], stage: str, position: int, is_offered: bool,
    by: Actor, form: str = "",
) -> ClaimStatus:  # fmt: skip
    """A new status. `translations`: by language code, its "name" and "message"; with `form`, the slug of one, for
    claims of that form alone. Raises Http404, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    values = {
        "name": name, "message": message, "translations": translations, "stage": stage, "position": position,
        "is_offered": is_offered,
    }  # fmt: skip
    status = _add(_free_code(name), values, by)
    if form:
        set_form_status(code=status.code, slug=form, own={"is_offered": True}, by=by)
        status.refresh_from_db()
    return status


def _add(code: str, values: dict[str, Any], by: Actor) -> ClaimStatus:
    status = ClaimStatus.objects.create(code=code, **values)
    keep_change(STATUSES, before=None, after=_said(status), subject=code, name=status.name, by=by)
    audit.record("claims.statuses.added", by=by, detail={"codes": [code]})
    return status


@transaction.atomic
def change_status_words(
    *, code: str, name: str, message: str, translations: dict[str, dict[str, str]], position: int, is_offered: bool,
    by: Actor, seen: int | None = None,
) -> ClaimStatus:  # fmt: skip
    """Other words for a status. Claims that have it keep the words that they were given, under the new name.

    `seen` is the last change that the page showed; None does not ask. Raises StatusChangedMeanwhile, Http404,
    PermissionDenied.
    """
    status = _locked_status(code, by)
    _refuse_late(STATUSES, code, seen)
    before = _said(status)
    status.name, status.message, status.translations = name, message, translations
    status.position, status.is_offered = position, is_offered
    status.save()
    keep_change(STATUSES, before=before, after=_said(status), subject=code, name=name, by=by)
    audit.record("claims.statuses.changed", by=by, detail={"code": code})
    return status


@transaction.atomic
def remove_status(*, code: str, by: Actor) -> None:
    """Take a status away that no claim ever had and that is not the last of its stage for every form.

    Raises StillUsed, Http404, PermissionDenied.
    """
    status = _locked_status(code, by)
    others = ClaimStatus.objects.filter(stage=status.stage).exclude(pk=status.pk).exclude(code=ClaimStatus.WITHDRAWN)
    if is_used(status) or all(each.is_of_some_forms for each in others):
        raise StillUsed
    before = _said(status) | {"by_form": status.by_form}
    keep_change(STATUSES, before=before, after=None, subject=code, name=status.name, by=by)
    status.delete()
    audit.record("claims.statuses.removed", by=by, detail={"code": code})


@transaction.atomic
def set_form_status(*, code: str, slug: str, own: dict[str, Any], by: Actor, seen: int | None = None) -> None:
    """Have a status say this to claimants of one form, or be offered for it or not, from now on; {}: as for the others.

    `own`: some of FORM_FIELDS, "message" and "translations" together. `seen` is the last change that the page showed;
    None does not ask. Raises StatusChangedMeanwhile, Http404, PermissionDenied.
    """
    status = _locked_status(code, by)
    if not Form.objects.filter(slug=slug).exists():
        raise Http404
    subject, name = form_subject(code, slug), f"{slug}: {status.name}"
    _refuse_late(FORM_STATUSES, subject, seen)
    before = status.by_form.get(slug)
    others = {key: each for key, each in status.by_form.items() if key != slug}
    status.by_form = others | ({slug: own} if own else {})
    status.save(update_fields=["by_form"])
    if keep_change(FORM_STATUSES, before=before, after=own or None, subject=subject, name=name, by=by):
        audit.record("claims.statuses.changed", by=by, detail={"code": code, "form": slug})


def form_subject(code: str, slug: str) -> str:
    """The key of a form's own of a status in the history of settings."""
    return f"{slug}:{code}"


def _refuse_late(code: str, subject: str, seen: int | None) -> None:
    meanwhile = changes_since(code, seen, subject) if seen is not None else []
    if meanwhile:
        raise StatusChangedMeanwhile(meanwhile)


def is_used(status: ClaimStatus) -> bool:
    """Whether a claim has this status or had it."""
    return StatusChange.objects.filter(status=status).exists() or Claim.objects.filter(status=status).exists()


def _locked_status(code: str, by: Actor) -> ClaimStatus:
    require(by, Permission.COUNCIL_MANAGE)
    # The statuses of a stage are counted before one goes, so that two admins do not take away the last two.
    found = {status.code: status for status in ClaimStatus.objects.select_for_update().order_by("pk")}
    if code not in found:
        raise Http404
    return found[code]


def _free_code(name: str) -> str:
    # "add" is the page on which a status is added.
    known = {"add", *ClaimStatus.objects.values_list("code", flat=True)}
    base = slugify(name)[: CODE_LENGTH - 4] or "status"
    return next(code for code in (base, *(f"{base}-{number}" for number in range(2, 1000))) if code not in known)


FIELDS = {
    "name": gettext_lazy("Name"),
    "message": gettext_lazy("What people read"),
    "translations": gettext_lazy("In other languages"),
    "stage": gettext_lazy("What it means for the work list"),
    "position": gettext_lazy("Place in the list"),
    "is_offered": gettext_lazy("Advisers may choose it"),
}


def _said(status: ClaimStatus) -> dict[str, Any]:
    return {name: getattr(status, name) for name in FIELDS}


def _now(_council: Council, code: str) -> dict[str, Any] | None:
    status = ClaimStatus.objects.filter(code=code).first()
    return _said(status) if status else None


FORM_FIELDS = {name: FIELDS[name] for name in ("message", "translations", "is_offered")}


def _now_of_form(_council: Council, subject: str) -> dict[str, Any] | None:
    slug, code = subject.split(":")
    status = ClaimStatus.objects.filter(code=code).first()
    return status.by_form.get(slug) if status else None


def _put_back_of_form(subject: str, values: dict[str, Any], by: Actor) -> None:
    slug, code = subject.split(":")
    set_form_status(code=code, slug=slug, own=values, by=by)


def _take_away_of_form(subject: str, by: Actor) -> None:
    _put_back_of_form(subject, {}, by)


def _put_back(code: str, values: dict[str, Any], by: Actor) -> None:
    """What it was, or the whole status that was removed; the stage of one that is there stays."""
    if ClaimStatus.objects.filter(code=code).exists():
        change_status_words(code=code, **{name: values[name] for name in FIELDS if name != "stage"}, by=by)
    else:
        require(by, Permission.COUNCIL_MANAGE)
        _add(code, values, by)


def _take_away(code: str, by: Actor) -> None:
    try:
        remove_status(code=code, by=by)
    except StillUsed as error:
        raise NotUndone from error


add_setting(
    Setting(
        code=STATUSES, title=gettext_lazy("Statuses"), page="casework:wording", fields=FIELDS,
        in_words={"stage": lambda stage: gettext(ClaimStatus.Stage(stage).label)},
        now=_now, put_back=_put_back, take_away=_take_away,
    )
)  # fmt: skip
add_setting(
    Setting(
        code=FORM_STATUSES, title=gettext_lazy("Statuses of a form"), page="casework:wording",
        fields=FORM_FIELDS, now=_now_of_form, put_back=_put_back_of_form, take_away=_take_away_of_form,
    )
)  # fmt: skip
