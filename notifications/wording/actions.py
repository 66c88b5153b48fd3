"""Setting a council's own words of a kind of message, and going back to the platform's."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import NotUndone, Setting, Values, add_setting, changes_since, keep_change
from accounts.models import Council, SettingChange
from notifications.models import MessageWords
from notifications.rules import Problem, problems_of
from notifications.texts import Text
from notifications.wording.readers import kind_for, kinds, own_words, words_of_platform

CODE = "notifications.words"


class WrongWords(Exception):
    """Words that no message may have. Nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class WordedMeanwhile(Exception):
    """Somebody set the words after the page was drawn. Nothing was written."""

    def __init__(self, changes: list[SettingChange]) -> None:
        super().__init__()
        self.changes = changes


def subject_of(template: str, language: str) -> str:
    """The key of these words in the history of settings."""
    return f"{template}:{language}"


@transaction.atomic
def set_words(
    *, template: str, language: str, subject: str, body: str, by: Actor, seen: int | None = None,
) -> None:  # fmt: skip
    """Have messages of this kind say this from now on. `seen` is the last change that the page showed; None does not
    ask. Raises WrongWords, WordedMeanwhile, Http404, PermissionDenied.
    """
    kind = kind_for(by, template, language)
    problems = problems_of(subject, body, allowed=kind.allowed, needed=kind.needed)
    if problems:
        raise WrongWords(problems)
    _keep(template, language, Text(subject, body), by, seen)


@transaction.atomic
def drop_words(*, template: str, language: str, by: Actor) -> None:
    """Have messages of this kind in the platform's words again. Raises Http404, PermissionDenied."""
    kind_for(by, template, language)
    _keep(template, language, None, by, None)


def _keep(template: str, language: str, words: Text | None, by: Actor, seen: int | None) -> None:
    Council.objects.select_for_update(of=("self",), no_key=True).get(pk=by.council.pk)
    subject = subject_of(template, language)
    meanwhile = changes_since(CODE, seen, subject) if seen is not None else []
    if meanwhile:
        raise WordedMeanwhile(meanwhile)
    before, after = _kept(own_words(template, language)), _kept(words)
    name = f"{_title(template)} ({dict(settings.LANGUAGES)[language]})"
    if keep_change(CODE, before=before, after=after, subject=subject, name=name[:200], by=by):
        said = after or {"subject": "", "body": ""}
        MessageWords.objects.create(template=template, language=language, since=timezone.now(), **said)
        code = "notifications.words.set" if after else "notifications.words.dropped"
        audit.record(code, by=by, detail={"template": template, "language": language})


def _title(template: str) -> str:
    return words_of_platform(template, settings.LANGUAGE_CODE).subject


def _kept(words: Text | None) -> Values | None:
    return {"subject": words.subject, "body": words.body} if words else None


def _now(_council: Council, subject: str) -> Values | None:
    return _kept(own_words(*subject.split(":")))


def _put_back(subject: str, values: Values, by: Actor) -> None:
    template, language = subject.split(":")
    if template not in kinds() or language not in by.council.languages:
        raise NotUndone
    try:
        set_words(template=template, language=language, **values, by=by)
    except WrongWords as error:
        raise NotUndone from error


def _take_away(subject: str, by: Actor) -> None:
    template, language = subject.split(":")
    drop_words(template=template, language=language, by=by)


add_setting(
    Setting(
        code=CODE, title=gettext_lazy("Words of messages"), page="messages:kinds",
        fields={"subject": gettext_lazy("Subject"), "body": gettext_lazy("Words")},
        now=_now, put_back=_put_back, take_away=_take_away,
    )
)  # fmt: skip
