"""Addresses of a claim's pages."""

from django.urls import reverse

from claims.models import Claim


def page_address(claim: Claim, page_key: str) -> str:
    """The address of one page of a draft."""
    return reverse("claims:page", args=[claim.public_id, page_key])


def task_list_address(claim: Claim) -> str:
    """The address of a draft's task list."""
    return reverse("claims:task_list", args=[claim.public_id])


def row_address(claim: Claim, page_key: str, row: str) -> str:
    """The address of one row of a repeating group."""
    return reverse("claims:row", args=[claim.public_id, page_key, row])
