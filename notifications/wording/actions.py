"""Setting a council's own words of a kind of message or letter, and going back to the platform's."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import NotUndone, Setting, Values, add_setting, changes_since, keep_change
from accounts.models import Council, SettingChange
from notifications.models import MessageWords
from notifications.rules import Problem
from notifications.texts import Text
from notifications.wording.readers import Kind, LetterKind, kind_for, own_words, title_for

CODE, LETTERS = "notifications.words", "notifications.letters"


class WrongWords(Exception):
    """Words that no message or letter of its kind may have. Nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class WordedMeanwhile(Exception):
    """Somebody set the words after the page was drawn. Nothing was written."""

    def __init__(self, changes: list[SettingChange]) -> None:
        super().__init__()
        self.changes = changes


def code_of(kind: Kind) -> str:
    """The setting that these words are in the history."""
    return LETTERS if isinstance(kind, LetterKind) else CODE


def subject_of(template: str, language: str, form: str = "") -> str:
    """The key of these words in the history of settings."""
    return ":".join(filter(None, (template, language, form)))


@transaction.atomic
def set_words(
    *, template: str, language: str, subject: str, body: str, by: Actor, form: str = "", seen: int | None = None,
    **more: str,
) -> None:  # fmt: skip
    """Have messages of this kind say this from now on, or letters with their further parts; with `form`, the slug of
    one, those about that form.

    `seen` is the last change that the page showed; None does not ask. Raises WrongWords, WordedMeanwhile, Http404,
    PermissionDenied.
    """
    kind = kind_for(by, template, language, form)
    further = kind.more if isinstance(kind, LetterKind) else ()
    words = Text(subject, body, {name: more.get(name, "") for name in further})
    problems = kind.problems(words)
    if problems:
        raise WrongWords(problems)
    _keep(kind, language, form, words, by, seen)


@transaction.atomic
def drop_words(*, template: str, language: str, by: Actor, form: str = "", seen: int | None = None) -> None:
    """Have messages or letters of this kind in the platform's words again, or a form's in the council's.

    `seen` is the last change that the page showed; None does not ask. Raises WordedMeanwhile, Http404,
    PermissionDenied.
    """
    _keep(kind_for(by, template, language, form), language, form, None, by, seen)


def _keep(kind: Kind, language: str, form: str, words: Text | None, by: Actor, seen: int | None) -> None:
    Council.objects.select_for_update(of=("self",), no_key=True).get(pk=by.council.pk)
    template, code = kind.template, code_of(kind)
    subject = subject_of(template, language, form)
    meanwhile = changes_since(code, seen, subject) if seen is not None else []
    if meanwhile:
        raise WordedMeanwhile(meanwhile)
    before, after = _kept(own_words(template, language, form)), _kept(words)
    name = f"{_title(kind)} ({dict(settings.LANGUAGES)[language]})"
    if form:
        name = f"{title_for(by, form)}: {name}"
    if keep_change(code, before=before, after=after, subject=subject, name=name[:200], by=by):
        said = words or Text("", "")
        MessageWords.objects.create(
            template=template, language=language, form=form, since=timezone.now(), subject=said.subject,
            body=said.body, more=said.more,
        )  # fmt: skip
        event = "notifications.words.set" if after else "notifications.words.dropped"
        detail = {"template": template, "language": language} | ({"form": form} if form else {})
        audit.record(event, by=by, detail=detail)


def _title(kind: Kind) -> str:
    if isinstance(kind, LetterKind):
        with translation.override(settings.LANGUAGE_CODE):
            return str(kind.title)
    return kind.platform_words(settings.LANGUAGE_CODE).subject


def _kept(words: Text | None) -> Values | None:
    return {"subject": words.subject, "body": words.body, **words.more} if words else None


def _now(_council: Council, subject: str) -> Values | None:
    return _kept(own_words(*subject.split(":")))


def _put_back(subject: str, values: Values, by: Actor) -> None:
    try:
        set_words(**_named(subject), **values, by=by)
    except WrongWords as error:
        raise NotUndone from error


def _take_away(subject: str, by: Actor) -> None:
    drop_words(**_named(subject), by=by)


def _named(subject: str) -> dict[str, str]:
    return dict(zip(("template", "language", "form"), subject.split(":"), strict=False))


add_setting(
    Setting(
        code=CODE, title=gettext_lazy("Words of messages"), page="messages:kinds",
        fields={"subject": gettext_lazy("Subject"), "body": gettext_lazy("Words")},
        now=_now, put_back=_put_back, take_away=_take_away,
    )
)  # fmt: skip
add_setting(
    Setting(
        code=LETTERS, title=gettext_lazy("Words of letters"), page="messages:kinds",
        fields={
            "subject": gettext_lazy("Salutation"), "body": gettext_lazy("Introduction"),
            "review": gettext_lazy("Added on how to ask for a review"), "closing": gettext_lazy("Closing"),
        },
        now=_now, put_back=_put_back, take_away=_take_away,
    )
)  # fmt: skip
