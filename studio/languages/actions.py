"""Translations of a form are saved, and only those that somebody changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.actors import Actor
from studio.actions.editing import edit_draft, locked_draft
from studio.languages.rules import seen_of, texts_of, tidy


@dataclass(frozen=True)
class Typed:
    """What a box of the page held: the words, and the digest of what the page had put there."""

    words: str
    seen: str


@dataclass(frozen=True)
class Saved:
    """How many translations are saved now; `theirs` by key what somebody else wrote meanwhile, which stays; `gone`
    what was typed for English texts that the form does not have any more.
    """

    count: int
    theirs: Mapping[str, str]
    gone: tuple[str, ...]


@transaction.atomic
def save_translations(*, slug: str, language: str, typed: Mapping[str, Typed], by: Actor) -> Saved:
    """Save what was typed, by the keys of texts (studio.languages.rules.Text.key); what was left as it was shown is
    not touched, and nobody's newer translation is overwritten.

    Raises studio.rules.refusals.Refused, Http404, PermissionDenied.
    """
    draft = locked_draft(slug, by)
    texts = {text.key: text for part in texts_of(draft.source, language) for text in part.texts}
    changed: dict[str, str] = {}
    theirs: dict[str, str] = {}
    gone: list[str] = []
    for key, box in typed.items():
        words = tidy(box.words)
        if seen_of(words) == box.seen:
            continue
        text = texts.get(key)
        if text is None:
            gone.append(words)
        elif tidy(text.translation) == words:
            continue
        elif text.seen != box.seen:
            theirs[key] = text.translation
        else:
            changed[text.english] = words
    if changed:
        parameters = {"language": language, "translations": changed}
        edit_draft(slug=slug, operation="set_translations", parameters=parameters, by=by)
    return Saved(len(changed), theirs, tuple(gone))
