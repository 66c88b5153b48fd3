"""Addresses on a draft's page: found by postcode, chosen from what was found, or taken from another answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims.actions.answering import AnswerChange
from claims.finding.actions import AskedTooOften, NotFindable, find_addresses
from claims.finding.rules import FoundAddress, is_elsewhere, unpacked
from claims.models import Claim
from claims.presenters.finding import Finding, finders, has_address, is_address
from claims.readers import claims as readers
from claims.readers.answer_store import StoredAnswer, localised_spec
from claims.readers.where_it_goes import closed_to
from core.rules.postcodes import clean_postcode
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.visibility import FormState

Stored = dict[tuple[str, str], StoredAnswer]


def look_up(request: HttpRequest, public_id: str, page: str) -> Finding | None:
    """Ask the council's service when a posted page wants an address found. None when it does not.

    Call it outside a transaction of the view's own. Raises Http404 for what is not the actor's draft.
    """
    if not any(name.startswith("_postcode-") for name in request.POST):
        return None
    claim = readers.draft_for(request.actor, public_id)
    spec = localised_spec(claim)
    asked = spec.questions_on(page) if page in spec.pages and spec.group_on(page) is None else []
    closed = closed_to(request.actor, claim)
    wanted = (q["key"] for q in asked if is_address(q) and q["key"] not in closed and _is_wanted(request, q["key"]))
    key = next(wanted, None)
    if key is None or not readers.may_fill(request.actor, claim):
        return None
    return _found(request, key)


def _is_wanted(request: HttpRequest, key: str) -> bool:
    """Whether to look up: the button says so, or an address is to be used and none is chosen, or somebody pressed
    Enter in the box while those of the address were empty.
    """
    if unpacked(request.POST.get(f"_found-{key}", "")):
        return False
    typed = request.POST.get(f"_postcode-{key}", "").strip() and not request.POST.get(f"{key}-line1", "").strip()
    return key in (request.POST.get("_find"), request.POST.get("_use")) or bool(typed and "_later" not in request.POST)


def _found(request: HttpRequest, key: str) -> Finding:
    typed = request.POST.get(f"_postcode-{key}", "")
    postcode = clean_postcode(typed)
    if not postcode:
        return Finding(key, typed, error=_("Enter a full postcode, like AB1 2DE, or type the address"))
    try:
        found = find_addresses(postcode=postcode, by=request.actor)
    except AskedTooOften:
        messages.info(request, _("You have looked up many addresses. Please type this one."))
        return Finding(key, postcode)
    except NotFindable:
        messages.info(request, _("We cannot find addresses at the moment. Please type it."))
        return Finding(key, postcode)
    if not found:
        messages.info(request, _("We found no address with the postcode %(postcode)s. Please type it.")
                      % {"postcode": postcode})  # fmt: skip
    none_chosen = found and request.POST.get("_use") == key
    return Finding(key, postcode, found, _("Select an address, or type it") if none_chosen else "")


def finders_on(
    request: HttpRequest, claim: Claim, questions: Sequence[Question], form_state: FormState, stored: Stored,
    finding: Finding | None,
) -> dict[str, Any]:  # fmt: skip
    """What stands above the boxes of the addresses on a page, by key of the question."""
    if not any(map(is_address, questions)):
        return {}
    return finders(
        localised_spec(claim), questions, form_state, stored, finds=request.council.finds_addresses, finding=finding
    )  # fmt: skip


def with_addresses(
    request: HttpRequest, claim: Claim, changes: list[AnswerChange], form_state: FormState | None
) -> list[AnswerChange]:
    """The changes of a page with the addresses that were chosen instead of what is in their boxes.

    form_state: the answers before, when one of them is to be taken over.
    """
    spec = localised_spec(claim)
    return [_with_address(request, spec, change, form_state) for change in changes]


def _with_address(
    request: HttpRequest, spec: FormSpec, change: AnswerChange, form_state: FormState | None
) -> AnswerChange:
    question = spec.questions[change.key]
    if not is_address(question):
        return change
    other = spec.questions.get(request.POST.get(f"_same-{change.key}", ""))
    if other is not None and form_state is not None and has_address(form_state, other):
        return replace(change, raw={**form_state.cleaned[other["key"], ""].value})
    chosen = unpacked(request.POST.get(f"_found-{change.key}", ""))
    is_empty = not request.POST.get(f"{change.key}-line1", "").strip()
    if chosen is not None and (is_empty or request.POST.get("_use") == change.key):
        return replace(change, raw=_raw(chosen))
    return change


def _raw(address: FoundAddress) -> dict[str, str]:
    parts = {"line1": address.line1, "line2": address.line2, "town": address.town, "postcode": address.postcode}
    return {**parts, "county": "", "country": ""}


def takes_over(request: HttpRequest) -> bool:
    """Whether a page was posted to have an address from another answer."""
    return any(name.startswith("_same-") for name in request.POST)


def has_chosen(request: HttpRequest) -> bool:
    """Whether a page was posted to have an address put into its boxes, and to be shown again."""
    return "_use" in request.POST or takes_over(request)


def elsewhere(request: HttpRequest, form_state: FormState, question: Question) -> str:
    """What to say of a home in another council's area, as far as the council's own list tells; "" for nothing."""
    if question.get("fact") != "address.current" or not is_address(question):
        return ""
    cleaned = form_state.cleaned.get((question["key"], ""))
    value = cleaned.value if cleaned is not None and cleaned.error is None else None
    if not value or not is_elsewhere(value.get("postcode", ""), request.council.postcode_districts):
        return ""
    words = _(
        "The postcode %(postcode)s may be in another council’s area. If it is, that council can help you: look for "
        "“Find your local council” on GOV.UK. If you live in our area, or we gave you this home, go on."
    )
    return words % {"postcode": value["postcode"]}
