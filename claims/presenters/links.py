"""Addresses of a claim's pages."""

from functools import lru_cache
from uuid import UUID

from django.urls import get_urlconf, reverse

from claims.models import Claim

NO_CLAIM, NO_PAGE = UUID(int=0), "no-page"


def page_address(claim: Claim, page_key: str) -> str:
    """The address of one page of a draft."""
    # A task list leads to twenty pages and check-your-answers to a hundred: they differ in two words.
    before, between, after = _around(get_urlconf())
    return f"{before}{claim.public_id}{between}{page_key}{after}"


@lru_cache(maxsize=8)
def _around(urlconf: str | None) -> tuple[str, str, str]:
    """What stands around the claim and the page in an address. Keys of pages are words that need no quoting."""
    address = reverse("claims:page", args=[NO_CLAIM, NO_PAGE], urlconf=urlconf)
    before, _, rest = address.partition(str(NO_CLAIM))
    between, _, after = rest.partition(NO_PAGE)
    return before, between, after


def task_list_address(claim: Claim) -> str:
    """The address of a draft's task list."""
    return reverse("claims:task_list", args=[claim.public_id])


def row_address(claim: Claim, page_key: str, row: str) -> str:
    """The address of one row of a repeating group."""
    return reverse("claims:row", args=[claim.public_id, page_key, row])
