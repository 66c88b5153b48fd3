"""A check of what one may get is filled in together like any form; what it comes to stays the person's own."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from claims.actions.retention import delete_draft
from claims.readers.answer_store import spec_of
from cobrowse.models import Access, HelpRequest, SharedForm
from cobrowse.sharing.actions.sharing import share_form
from cobrowse.sharing.readers.shares import mark_of_adviser, share_for_staff
from estimates.actions.estimating import ask_estimate
from formspec.actions.publishing import import_form
from tests.claims.browsing import address
from tests.claims.making import small_draft
from tests.cobrowse.conftest import said
from tests.estimates.making import CHECK, answered_check
from tests.people import browser_of


@pytest.fixture
def check(alice, omar):
    import_form(slug=CHECK, by=omar)
    return answered_check(alice)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def shared_by_page(alice, talking, check, access="edit"):
    sent = {"claim": str(check.public_id), "access": access, "drawn_for": mark_of_adviser(talking)}
    return browser_of(alice).post(reverse("cobrowse:share", args=[talking.public_id]), sent)


def test_it_can_be_chosen_and_is_named(alice, talking, check):
    draft, path = small_draft(alice), reverse("cobrowse:share", args=[talking.public_id])
    offered = r'name="claim"[^>]*value="([^"]+)"'
    page = text(browser_of(alice).get(path))
    assert re.findall(offered, page) == [str(draft.public_id), str(check.public_id)]
    assert "Check what you can get, begun " in page
    HelpRequest.objects.filter(pk=talking.pk).update(claim=check)
    assert re.findall(offered, text(browser_of(alice).get(path)))[0] == str(check.public_id)


def test_sharing_leads_to_where_a_check_goes_on(alice, talking, check):
    # A check has no list of pages of its own.
    assert shared_by_page(alice, talking, check).url == reverse("claims:check_answers", args=[check.public_id])


@pytest.mark.parametrize("of", ["check", "claim"])
def test_sharing_leads_back_to_the_page_that_they_asked_from(alice, talking, check, of):
    claim = check if of == "check" else small_draft(alice)
    page = _pages(claim)[1]
    HelpRequest.objects.filter(pk=talking.pk).update(claim=claim, page=page)
    assert shared_by_page(alice, talking, claim).url == address(claim, page)
    assert SharedForm.objects.get().page == page


def _pages(claim):
    return list(spec_of(claim).pages)


def test_the_adviser_sees_its_pages_and_fills_them_in(alice, on_duty, talking, check):
    page = _pages(check)[0]
    HelpRequest.objects.filter(pk=talking.pk).update(claim=check, page=page)
    shared_by_page(alice, talking, check)
    desk, path = browser_of(on_duty), reverse("cobrowse:shared_form", args=[talking.public_id])
    assert 'value="1986"' in text(desk.get(path))
    base = check.answers.get(key="dob").revision
    born = {"dob-day": "4", "dob-month": "5", "dob-year": "1986"}
    desk.post(path, {"question": "dob", "row": "", "_base-dob": base, **born})
    assert check.answers.get(key="dob").value["day"] == "4"


def test_what_it_comes_to_is_not_the_advisers_to_see(alice, on_duty, talking, check):
    browser, desk = browser_of(alice), browser_of(on_duty)
    sent = {"claim": str(check.public_id), "access": "edit", "drawn_for": mark_of_adviser(talking)}
    browser.get(browser.post(reverse("cobrowse:share", args=[talking.public_id]), sent).url)
    ask_estimate(claim=check, by=alice)
    # She looks at it herself, and the adviser's page stays at her form.
    browser.get(reverse("estimates:estimate", args=[check.public_id]))
    assert SharedForm.objects.get().view == SharedForm.View.CHECK
    assert "Check your answers" in text(desk.get(reverse("cobrowse:shared_form", args=[talking.public_id])))
    for name in ("estimate", "hours_curve", "scenarios", "estimate_pdf"):
        assert desk.get(reverse(f"estimates:{name}", args=[check.public_id])).status_code == 404
    for name in ("ask_estimate", "ask_estimate_pdf", "agree_to_alerts"):
        assert desk.post(reverse(f"estimates:{name}", args=[check.public_id])).status_code == 404


@pytest.mark.parametrize("name", ["estimate", "hours_curve", "scenarios"])
def test_help_asked_for_from_what_it_comes_to_is_about_the_check(alice, check, name):
    page = text(browser_of(alice).get(reverse(f"estimates:{name}", args=[check.public_id])))
    assert f"{reverse('cobrowse:ask', args=['about'])}?claim={check.public_id}" in page


def test_of_a_form_that_is_deleted_nothing_is_shared(alice, on_duty, talking, check):
    share = share_form(public_id=talking.public_id, claim_id=check.public_id, access=Access.EDIT, by=alice)
    delete_draft(public_id=check.public_id, by=alice)
    assert share_for_staff(on_duty, talking.public_id) is None
    assert said(talking, "adviser")[-1][0] == "unshared"
    share.delegation.refresh_from_db()
    assert share.delegation.revoked_at is not None


def test_deleting_another_form_ends_nothing(alice, on_duty, talking, check):
    share_form(public_id=talking.public_id, claim_id=check.public_id, access=Access.EDIT, by=alice)
    delete_draft(public_id=small_draft(alice).public_id, by=alice)
    assert share_for_staff(on_duty, talking.public_id) is not None
