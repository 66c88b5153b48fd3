"""Where a person goes from a page of a draft that they saved, and from a row."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from claims.actions.answering import add_row
from claims.models import Claim
from claims.presenters.links import page_address, row_address
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from formspec.rules.form_spec import Question
from formspec.rules.visibility import FormState

# Where somebody came from who only changes an answer (`?back=`).
FROM_CHECK, FROM_LIST = "check", "list"


def address_after(request: HttpRequest, claim: Claim, form_state: FormState, page_key: str) -> str:
    """Back to check-your-answers when the person came from there, else the next page, else the end.

    A list that is empty opens its first row, which is made here; one with rows that lack something opens the first of
    those.
    """
    following = readers.page_after(claim, form_state, page_key)
    if request.GET.get("back") == FROM_CHECK or following is None:
        return reverse("claims:check_answers", args=[claim.public_id])
    group = localised_spec(claim).group_on(following)
    if group is None:
        return page_address(claim, following)
    if not form_state.rows.get(group["key"]) and group["rows"]["min"]:
        row = add_row(public_id=claim.public_id, group=group["key"], by=request.actor)
        return row_address(claim, following, row)
    return _row_to_do(claim, form_state, following, group) or page_address(claim, following)


def address_after_row(request: HttpRequest, claim: Claim, form_state: FormState, page_key: str, group: Question) -> str:
    """Another row if that is asked for, or back to where the person came from, else on: no list between rows."""
    if "_another" in request.POST and may_add(form_state, group):
        row = add_row(public_id=claim.public_id, group=group["key"], by=request.actor)
        return row_address(claim, page_key, row)
    if request.GET.get("back") == FROM_LIST:
        return page_address(claim, page_key)
    to_do = None if request.GET.get("back") else _row_to_do(claim, form_state, page_key, group)
    return to_do or address_after(request, claim, form_state, page_key)


def _row_to_do(claim: Claim, form_state: FormState, page_key: str, group: Question) -> str | None:
    wrong = {problem.row for problem in form_state.problems_on(page_key)}
    ids = [row.id for row in form_state.rows.get(group["key"], [])]
    return next((row_address(claim, page_key, row) for row in ids if row in wrong), None)


def may_add(form_state: FormState, group: Question) -> bool:
    """Whether there is room for one row more."""
    return len(form_state.rows.get(group["key"], [])) < group["rows"]["max"]
