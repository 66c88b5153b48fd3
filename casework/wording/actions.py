"""Ready words of a council: adding, changing and removing them, in all its languages at once."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
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
    _add(code, said, by)
    return code


def _add(code: str, said: InLanguages, by: Actor) -> None:
    _keep(code, said)
    keep_change("claims.ready_words", before=None, after=_now(code), subject=code, name=_title(code), by=by)
    audit.record("casework.ready_words.added", by=by, detail={"code": code})


@transaction.atomic
def change_ready_words(*, code: str, said: InLanguages, by: Actor) -> None:
    """Keep these words instead; a language that is not among them has none any more.

    Raises Http404, PermissionDenied.
    """
    _locked(code, by)
    before = _now(code)
    ReadyWords.objects.filter(code=code).exclude(language__in=said).delete()
    _keep(code, said)
    keep_change("claims.ready_words", before=before, after=_now(code), subject=code, name=_title(code), by=by)
    audit.record("casework.ready_words.changed", by=by, detail={"code": code})


@transaction.atomic
def remove_ready_words(*, code: str, by: Actor) -> None:
    """Take them away in every language; messages that were written with them stay. Raises Http404, PermissionDenied."""
    _locked(code, by)
    keep_change("claims.ready_words", before=_now(code), after=None, subject=code, name=_title(code), by=by)
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


def _now(code: str) -> dict[str, dict[str, str]]:
    rows = list(ReadyWords.objects.filter(code=code).order_by("language"))
    return {
        "titles": {row.language: row.title for row in rows}, "words": {row.language: row.words for row in rows},
    }  # fmt: skip


def _title(code: str) -> str:
    row = ReadyWords.objects.filter(code=code).order_by("-language").first()
    return row.title if row else code


def _held(_council: Council, code: str) -> dict[str, dict[str, str]] | None:
    return _now(code) if ReadyWords.objects.filter(code=code).exists() else None


def _put_back(code: str, values: dict[str, dict[str, str]], by: Actor) -> None:
    """What they were in each language that the council still has; removed ones under their code again."""
    titles, words = values["titles"], values["words"]
    said = {each: (titles[each], words[each]) for each in titles if each in by.council.languages}
    if not said:
        raise Http404
    if ReadyWords.objects.filter(code=code).exists():
        change_ready_words(code=code, said=said, by=by)
    else:
        require(by, Permission.COUNCIL_MANAGE)
        _add(code, said, by)


def _take_away(code: str, by: Actor) -> None:
    remove_ready_words(code=code, by=by)


add_setting(
    Setting(
        code="claims.ready_words", title=gettext_lazy("Ready words"), page="casework:wording",
        fields={"titles": gettext_lazy("Titles by language"), "words": gettext_lazy("Words by language")},
        now=_held, put_back=_put_back, take_away=_take_away,
    )
)  # fmt: skip
