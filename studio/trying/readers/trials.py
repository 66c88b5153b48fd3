"""A draft as somebody tries it: what is compiled from it, and what they typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from claims.models import Answer
from claims.readers.answer_store import StoredAnswer
from core.crypto import decrypt
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import FormSpec
from formspec.rules.sources.own_form import compile_own
from formspec.rules.translation import in_language
from formspec.rules.visibility import FormState, visible_answers
from studio.models import FormDraft, TryOut
from studio.readers.drafts import draft_for
from studio.trying.rules.keeping import rows_of

Place = tuple[str, str]


@dataclass(frozen=True)
class Typed:
    """Raw answers by question and row, and the pages that were saved."""

    answers: dict[Place, Any]
    visited: list[str]


@dataclass(frozen=True)
class Trial:
    """A draft that is tried: the form in the language of the page, and what was typed seen through it."""

    draft: FormDraft
    spec: FormSpec
    typed: Typed
    form_state: FormState

    @property
    def stored(self) -> dict[Place, StoredAnswer]:
        """The answers as the pages of claims read them."""
        now = timezone.now()
        answers = self.typed.answers.items()
        return {place: StoredAnswer(raw, 1, Answer.Provenance.TYPED, "", now) for place, raw in answers}

    @property
    def pages(self) -> list[str]:
        """The pages that are shown, by key, in order."""
        return [key for key in self.spec.pages if self.form_state.page_status[key] != "not needed"]

    def after(self, typed: Typed) -> Trial:
        """The same with these answers."""
        return replace(self, typed=typed, form_state=_seen_through(self.spec, typed))


def trial_for(actor: Actor, slug: str, language: str) -> Trial:
    """The draft of a form as the actor tries it, in a language.

    Raises Http404, PermissionDenied, and FormProblems for a draft that does not compile.
    """
    draft = draft_for(actor, slug)
    spec = in_language(FormSpec(compile_own(draft.source)), language)
    typed = typed_of(draft, actor)
    return Trial(draft, spec, typed, _seen_through(spec, typed))


def typed_of(draft: FormDraft, actor: Actor) -> Typed:
    """What the actor typed in trying this draft. Raises Http404 for somebody without an account."""
    if actor.user is None:
        raise Http404
    row = TryOut.objects.filter(draft=draft, by=actor.user).first()
    return opened(row) if row else Typed({}, [])


def opened(row: TryOut) -> Typed:
    """What is in a try-out."""
    kept: Mapping[str, Any] = decrypt(row.secret, context=row.context)
    return Typed({(key, part): raw for key, part, raw in kept["answers"]}, kept["visited"])


def _seen_through(spec: FormSpec, typed: Typed) -> FormState:
    groups = [key for key, question in spec.questions.items() if type_of(question).is_group]
    rows = {(key, ""): rows_of(typed.answers[key, ""]) for key in groups if (key, "") in typed.answers}
    return visible_answers(spec.data, typed.answers | rows, timezone.localdate(), visited=typed.visited)
