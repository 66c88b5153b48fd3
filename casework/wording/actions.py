"""Ready words of a council: adding, changing and removing them, in all its languages at once."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils.text import slugify

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import ReadyWords

CODE_LENGTH = 40
# By language code: title and words.
InLanguages = dict[str, tuple[str, str]]


@transaction.atomic
def add_ready_words(*, said: InLanguages, by: Actor) -> str:
    """Keep new ready words, one row for each language, and return their code. Raises PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    code = _free_code(next(iter(said.values()))[0])
    _keep(code, said)
    audit.record("casework.ready_words.added", by=by, detail={"code": code})
    return code


@transaction.atomic
def change_ready_words(*, code: str, said: InLanguages, by: Actor) -> None:
    """Keep these words instead; a language that is not among them has none any more.

    Raises Http404, PermissionDenied.
    """
    _locked(code, by)
    ReadyWords.objects.filter(code=code).exclude(language__in=said).delete()
    _keep(code, said)
    audit.record("casework.ready_words.changed", by=by, detail={"code": code})


@transaction.atomic
def remove_ready_words(*, code: str, by: Actor) -> None:
    """Take them away in every language; messages that were written with them stay. Raises Http404, PermissionDenied."""
    _locked(code, by)
    ReadyWords.objects.filter(code=code).delete()
    audit.record("casework.ready_words.removed", by=by, detail={"code": code})


def _locked(code: str, by: Actor) -> None:
    require(by, Permission.COUNCIL_MANAGE)
    if not ReadyWords.objects.select_for_update().filter(code=code):
        raise Http404


def _keep(code: str, said: InLanguages) -> None:
    for language, (title, words) in said.items():
        ReadyWords.objects.update_or_create(code=code, language=language, defaults={"title": title, "words": words})


def _free_code(title: str) -> str:
    known = set(ReadyWords.objects.values_list("code", flat=True))
    base = slugify(title)[: CODE_LENGTH - 4] or "words"
    return next(code for code in (base, *(f"{base}-{number}" for number in range(2, 1000))) if code not in known)
