"""Reads about estimates, and the words for what stopped one."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop

from calculator.household.parsing import BORN_OR_AGE
from claims.models import Claim
from claims.readers.answer_store import spec_of
from core.rules.messages import Phrase, say
from core.rules.schemas import Problem
from estimates.models import Estimate
from formspec.models import Form, FormVersion
from formspec.rules.translation import SOURCE_LANGUAGE, texts_for

NOT_WORKED_OUT = gettext_noop("We could not work this out. The fault is ours, not in your answers.")
ENGINE_AWAY = gettext_noop(
    "The service that works out these figures does not answer. We keep asking, and your figures come later. You can "
    "close this page, and you can go on with your claim without them."
)
NEEDS_MORE = say("Tell us when you (and your partner) were born, and what kind of home you live in.")


# Without these no household can be made, so a form that does not ask them offers no estimate.
NEEDED_FACTS = {"person.dob", "tenancy.type"}


def can_estimate(claim: Claim) -> bool:
    """True when the claim's form asks what an estimate needs at the least. A change says what is different: it is
    estimated with the claim that it is about (estimates/actions/changes.py).
    """
    return claim.follows_id is None and spec_of(claim).facts >= NEEDED_FACTS


def latest_estimate(claim: Claim) -> Estimate | None:
    """The estimate of a claim that was asked for last. The caller has the claim from a reader that checked it."""
    return Estimate.objects.filter(claim=claim).order_by("-asked_at", "-pk").first()


def latest_ready(claim: Claim) -> Estimate | None:
    """The newest estimate of a claim that has figures. The caller has the claim from a reader that checked it."""
    return Estimate.objects.filter(claim=claim, state=Estimate.State.READY).order_by("-asked_at", "-pk").first()


def asked_before(estimate: Estimate) -> Estimate | None:
    """For an estimate that a re-run made: the one with figures that the person asked for last; None for their own."""
    if estimate.made_because == Estimate.MadeBecause.ASKED:
        return None
    asked = Estimate.objects.filter(
        claim_id=estimate.claim_id, state=Estimate.State.READY, made_because=Estimate.MadeBecause.ASKED
    )
    return asked.order_by("-asked_at", "-pk").first()


def api_estimate(public_id: str | uuid.UUID) -> Estimate:
    """An estimate that was asked for through the API of this council, or 404; never one of a person's claim."""
    estimate = Estimate.objects.filter(public_id=public_id, claim__isnull=True).first()
    if estimate is None:
        raise Http404
    return estimate


def what_to_fix(problems: list[Problem]) -> Phrase:
    """One sentence for a person whose answers make no household; problems as in HouseholdProblems."""
    missing = any(pointer == "/housing/tenure" or sentence == BORN_OR_AGE for pointer, sentence in problems)
    return NEEDS_MORE if missing else problems[0][1]


def forms_open(slugs: set[str]) -> dict[str, str]:
    """Slug → title, in the page's language, of those forms that can be started in this council today."""
    now = timezone.now()
    is_open = [form.pk for form in Form.objects.filter(slug__in=slugs) if form.opening.is_open(now)]
    versions = FormVersion.objects.filter(form__in=is_open, state=FormVersion.State.PUBLISHED)
    titles = versions.order_by("form__position", "form__slug").values_list(
        "form__slug", "spec__title", "spec__translations"
    )
    language = get_language() or SOURCE_LANGUAGE
    return {slug: texts_for({"translations": kept or {}}, language).get(title, title) for slug, title, kept in titles}
