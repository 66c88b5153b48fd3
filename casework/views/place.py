"""Where somebody is in the work list: their search and the list that they saw last, kept in their session."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from accounts.keeping.form_owners import FIELD as FORM_OWNER
from casework.presenters.work_list import row_id
from casework.readers.work_list import ALL
from claims.models import Claim, ClaimStatus
from core.crypto import CannotDecrypt, decrypt, encrypt

SEARCH, PLACE = "work_list_search", "work_list_place"


def keep_search(request: HttpRequest) -> None:
    """What staff search for is names and dates of birth: it goes into the session, never into an address."""
    request.session.pop(SEARCH, None)
    if "_clear" not in request.POST:
        asked = request.POST.copy()
        for name in ("csrfmiddlewaretoken", FORM_OWNER):
            asked.pop(name, None)
        encrypted_search(request, asked.urlencode())
    # The list that comes next is this one most likely: then showing it writes no session.
    keep_place(request, stage=ALL if SEARCH in request.session else ClaimStatus.Stage.NEW.value, page="1")


def encrypted_search(request: HttpRequest, search: str) -> None:
    """Keep a search as if it had been posted just now."""
    request.session[SEARCH] = encrypt(search, context=SEARCH).hex()


def kept_search(request: HttpRequest) -> QueryDict:
    """What was searched for last; empty when nothing was."""
    encrypted = request.session.get(SEARCH)
    if encrypted is None:
        return QueryDict()
    try:
        return QueryDict(decrypt(bytes.fromhex(encrypted), context=SEARCH))
    except CannotDecrypt:
        del request.session[SEARCH]
        return QueryDict()


def keep_place(request: HttpRequest, **place: str) -> None:
    """Remember which list was shown: stage, whose claims, sorted by what, which page. Nothing of a person is in it."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in place.items() if value})
    if request.session.get(PLACE) != query.urlencode():
        request.session[PLACE] = query.urlencode()


def kept_place(request: HttpRequest) -> QueryDict:
    """The list that was shown last; empty before there was any."""
    return QueryDict(request.session.get(PLACE, ""))


def kept_list_place(request: HttpRequest) -> str:
    """The list that was shown last without its page, as an address's parameters."""
    place = kept_place(request).copy()
    place.pop("page", None)
    return place.urlencode()


def list_url(request: HttpRequest, claim: Claim | None = None) -> str:
    """The address of the list that was shown last, at the row of a claim."""
    place = request.session.get(PLACE, "")
    row = f"#{row_id(claim)}" if claim else ""
    return reverse("casework:work_list") + (f"?{place}" if place else "") + row
