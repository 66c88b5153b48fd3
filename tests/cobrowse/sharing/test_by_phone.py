"""The resident's page of a code, without scripts: getting it, reading it out, and saying yes or no."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, ClaimStatus
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.models import Duty, PhoneCode, SharedForm
from cobrowse.sharing.actions.codes import agree_to_code, type_code
from cobrowse.sharing.rules.codes import read_code
from formspec.actions.publishing import import_form
from formspec.rules.shared_pages import shared_page
from jobjournal.actions.drafting import BoxChange, DraftOf, save_draft
from jobjournal.actions.library import set_up_journal
from jobjournal.models import EntryDraft
from tests.claims.browsing import address
from tests.claims.making import make_statuses, small_draft
from tests.cobrowse.conftest import ask
from tests.estimates.making import CHECK, answered_check
from tests.people import Browser, browser_of

PATH = "/help/phone/"


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def text(response) -> str:
    return response.content.decode()


def hidden_on(page: str) -> dict[str, str]:
    """What the page says of itself when it is answered: about which code it is, and whom it names."""
    names = ("code", "drawn_for")
    found = {name: re.search(rf'name="{name}" value="([^"]+)"', page) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def answer(browser, draft=None, page: str | None = None, **said):
    """Press a button of this page, or of that which the browser shows."""
    claim = {"claim": str(draft.public_id)} if draft is not None else {}
    return browser.post(PATH, {**hidden_on(page or text(browser.get(PATH))), **claim, **said})


def digits_on(page: str) -> str:
    return read_code(re.search(r'bo-digits">([\d ]+)<', page)[1])


@pytest.fixture
def digits(browser, draft) -> str:
    """Alice has asked for a code, and her page shows it."""
    assert browser.post(PATH, {"_code": "1", "claim": str(draft.public_id)}).url == PATH
    return digits_on(text(browser.get(PATH)))


def test_the_way_there_is_on_the_pages_of_a_form_and_of_help(browser, draft, open_now):
    for page in (address(draft, "who-you-are"), reverse("claims:task_list", args=[draft.public_id])):
        assert f'{PATH}?claim={draft.public_id}"' in text(browser.get(page))
    assert PATH in text(browser.get(reverse("cobrowse:ask", args=["about"])))
    assert f'value="{draft.public_id}"' in text(browser.get(f"{PATH}?claim={draft.public_id}"))


def test_the_code_is_shown_again_here_and_kept_nowhere_to_read(browser, alice, digits):
    page = text(browser.get(PATH))
    assert digits_on(page) == digits
    assert re.search(r"It works once, until \d\d:\d\d", page)
    assert '<meta http-equiv="refresh" content="5' in page
    kept = [str(row.get_decoded()) for row in Session.objects.all()]
    assert not [row for row in kept if digits in row]
    elsewhere = text(browser_of(alice).get(PATH))
    assert "bo-digits" not in elsewhere
    assert "another browser" in elsewhere


def test_a_yes_shares_and_says_so_on_every_page(browser, on_duty, digits, draft):
    type_code(digits=digits, by=on_duty)
    assert "Aisha Khan of Calderbrook Council wants to see your form" in text(browser.get("/"))
    page = text(browser.get(PATH))
    assert "Aisha Khan of Calderbrook Council wants to see this form" in page
    assert "bo-digits" not in page
    access = [part.split(">")[0] for part in page.split("<input")[1:] if 'name="access"' in part.split(">")[0]]
    assert len(access) == 2
    assert not [part for part in access if "checked" in part]
    refused = answer(browser, draft, _yes="1")
    assert (refused.status_code, "Say what they may do" in text(refused)) == (422, True)
    assert not SharedForm.objects.exists()
    led = answer(browser, draft, _yes="1", access="edit")
    assert led.url == reverse("claims:task_list", args=[draft.public_id])
    page = text(browser.get(led.url))
    assert "bo-help-bar--shared" in page
    assert "Open the conversation" in page
    assert "wants to see your form" not in page


def test_a_no_shares_nothing(browser, on_duty, digits):
    type_code(digits=digits, by=on_duty)
    assert "Nothing was shared by it" in text(browser.get(answer(browser, _no="1").url))
    assert not SharedForm.objects.exists()
    assert "wants to see" not in text(browser.get("/"))


def test_a_code_can_be_taken_back_and_had_anew(browser, on_duty, digits):
    answer(browser, _no="1")
    assert type_code(digits=digits, by=on_duty) is None
    browser.post(PATH, {"_code": "1"})
    assert digits_on(text(browser.get(PATH)))


def test_when_its_time_is_over_a_new_one_is_offered(browser, on_duty, digits, draft):
    type_code(digits=digits, by=on_duty)
    before = text(browser.get(PATH))
    PhoneCode.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert "Get a code" in text(browser.get(PATH))
    assert "wants to see" not in text(browser.get("/"))
    late = answer(browser, draft, before, _yes="1", access="view")
    assert "This code is over" in text(browser.get(late.url))


def test_who_typed_it_is_gone_or_she_talks_with_another(alice, browser, on_duty, sam, digits, draft):
    type_code(digits=digits, by=on_duty)
    page = text(browser.get(PATH))
    yes = {"_yes": "1", "claim": str(draft.public_id), "access": "view", **hidden_on(page)}
    accept(public_id=ask(alice).public_id, by=sam)
    assert "You are talking with Sam Okoro already" in text(browser.get(browser.post(PATH, yes).url))
    change_duty(state=Duty.State.OFF, by=on_duty)
    page = text(browser.get(browser.post(PATH, yes).url))
    assert "is off duty in live help just now" in page
    assert not SharedForm.objects.exists()
    # It says what to do next, and that is so.
    assert "Ask them to go on duty, then say yes again here" in page
    assert 'name="_yes"' in page


def test_a_yes_before_anybody_typed_it_shares_nothing(browser, digits, draft):
    answer(browser, draft, _yes="1", access="view")
    assert not SharedForm.objects.exists()


def test_who_has_nothing_to_share_is_told(bob, calderbrook):
    for somebody in (browser_of(bob), Browser(Client(), calderbrook.host)):
        assert "nothing to share" in text(somebody.get(PATH))
        assert somebody.post(PATH, {"_code": "1"}).status_code == 200


def test_asked_too_often_it_waits(browser, draft):
    answers = [browser.post(PATH, {"_code": "1"}).status_code for _ in range(11)]
    assert (answers[0], answers[-1]) == (302, 429)


# --- answers on pages that are out of date ---


@pytest.fixture
def asked_by_aisha(browser, on_duty, digits) -> str:
    """The page on which Aisha is named."""
    type_code(digits=digits, by=on_duty)
    return text(browser.get(PATH))


@pytest.fixture
def asked_by_sam(browser, asked_by_aisha, sam) -> str:
    """She got another code in a second tab, and Sam has typed that."""
    browser.post(PATH, {"_code": "1"})
    type_code(digits=digits_on(text(browser.get(PATH))), by=sam)
    page = text(browser.get(PATH))
    assert "Sam Okoro of Calderbrook Council wants to see this form" in page
    return page


@pytest.mark.slow
@pytest.mark.parametrize("pressed", ["_yes", "_no"])
@pytest.mark.parametrize("about", ["the code before", "none", "no code at all", "the adviser before"])
def test_an_answer_counts_for_whom_the_page_named(browser, draft, asked_by_aisha, asked_by_sam, pressed, about):
    old, new = hidden_on(asked_by_aisha), hidden_on(asked_by_sam)
    assert old.keys() == new.keys() == {"code", "drawn_for"}
    sent = {
        "the code before": old, "none": {}, "no code at all": {**new, "code": "nothing"},
        "the adviser before": {**new, "drawn_for": old["drawn_for"]},
    }[about]  # fmt: skip
    if (pressed, about) == ("_no", "the adviser before"):
        sent = {"code": old["code"]}
    led = browser.post(PATH, {pressed: "1", "claim": str(draft.public_id), "access": "edit", **sent})
    page = text(browser.get(led.url))
    assert "so your answer changed nothing" in page
    assert "Sam Okoro of Calderbrook Council wants to see this form" in page
    assert not SharedForm.objects.exists()
    assert list(PhoneCode.objects.order_by("pk").values_list("state", flat=True)) == ["over", "typed"]
    # The bar elsewhere asks still, and by the new name a yes counts.
    assert "Sam Okoro of Calderbrook Council wants to see your form" in text(browser.get("/"))
    answer(browser, draft, page, _yes="1", access="view")
    assert SharedForm.objects.get().adviser.display_name == "Sam Okoro"


@pytest.mark.slow
def test_a_second_yes_leads_to_what_is_shared(browser, draft, asked_by_aisha):
    led = answer(browser, draft, asked_by_aisha, _yes="1", access="view")
    again = answer(browser, draft, asked_by_aisha, _yes="1", access="view")
    assert again.url == led.url
    page = text(browser.get(again.url))
    assert "your form is shared with Aisha Khan. Nothing was changed now." in page
    assert "othing is shared" not in page
    assert SharedForm.objects.filter(ended_at__isnull=True).count() == 1


def test_a_no_after_a_yes_stops_and_says_so(browser, draft, asked_by_aisha):
    answer(browser, draft, asked_by_aisha, _yes="1", access="edit")
    # However late.
    PhoneCode.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=20))
    page = text(browser.get(answer(browser, draft, asked_by_aisha, _no="1").url))
    assert "You had said yes before. Your form is not shared any more." in page
    assert SharedForm.objects.get().ending == "stopped"
    # Once more, either answer finds nothing shared, and says that.
    page = text(browser.get(answer(browser, draft, asked_by_aisha, _no="1").url))
    assert "This code is over" in page
    page = text(browser.get(answer(browser, draft, asked_by_aisha, _yes="1", access="edit").url))
    assert "what you shared then is not shared any more" in page
    assert SharedForm.objects.filter(ended_at__isnull=True).count() == 0


@pytest.mark.slow
def test_an_adviser_who_is_full_by_now_takes_nobody_more(alice, bob, browser, on_duty, draft, asked_by_aisha):
    change_duty(state=Duty.State.HERE, most_people=1, by=on_duty)
    other = accept(public_id=ask(bob).public_id, by=on_duty)
    page = text(browser.get(answer(browser, draft, asked_by_aisha, _yes="1", access="view").url))
    assert "as many people as they take just now, so nothing is shared with them" in page
    assert not SharedForm.objects.exists()
    end_conversation(request=other, by=on_duty)
    answer(browser, draft, page, _yes="1", access="view")
    assert SharedForm.objects.get().adviser == on_duty.membership


def test_when_the_form_was_sent_meanwhile_there_is_nothing_to_share(browser, draft, asked_by_aisha):
    make_statuses()
    status = ClaimStatus.objects.first()
    Claim.objects.update(submitted_at=timezone.now(), reference="CAL-0001-0000", status=status)
    assert "nothing to share" in text(browser.get(PATH))
    answer(browser, page=asked_by_aisha, _no="1")
    assert PhoneCode.objects.get().state == "refused"


def test_it_says_what_the_other_page_says_before_a_yes(browser, alice, draft, asked_by_aisha, on_duty):
    talks = accept(public_id=ask(alice).public_id, by=on_duty)
    other = text(browser.get(reverse("cobrowse:share", args=[talks.public_id])))
    for words in (
        "sees the page of the form that you are on",
        "Most answers about health, safety and your right to live in the UK are hidden",
        "It also stops when you sign out, when the conversation ends, and when you are away for 5 minutes",
    ):
        assert words in " ".join(asked_by_aisha.split())
        assert words in " ".join(other.split())


def test_there_is_a_way_back(browser, draft, digits):
    back = re.escape(reverse("claims:task_list", args=[draft.public_id]))
    assert re.search(f'href="{back}" class="govuk-back-link"', text(browser.get(PATH)))
    PhoneCode.objects.all().delete()
    assert re.search('href="/" class="govuk-back-link"', text(browser.get(PATH)))
    assert re.search(f'href="{back}" class="govuk-back-link"', text(browser.get(f"{PATH}?claim={draft.public_id}")))


# --- other things than claim forms ---


@pytest.fixture
def entry(alice, omar) -> EntryDraft:
    """Alice has begun an entry of her journal."""
    set_up_journal(by=omar)
    of = DraftOf(uuid.uuid4(), "applied", "apply_online")
    save_draft(of=of, changes=[BoxChange("employer", "Northgate Stores")], by=alice)
    return EntryDraft.objects.get(resident=alice.resident)


def offered(page: str) -> tuple[list[str], str]:
    """What may be shared, and which of it is chosen beforehand."""
    boxes = [part.split(">")[0] for part in page.split("<input")[1:] if 'name="claim"' in part.split(">")[0]]
    values = [re.search(r'value="([^"]+)"', each)[1] for each in boxes if 'type="radio"' in each]
    return values, next(re.search(r'value="([^"]+)"', each)[1] for each in boxes if "checked" in each)


@pytest.mark.slow
def test_an_entry_of_the_journal_is_shared_by_a_code(browser, on_duty, entry):
    path = shared_page("entry").address(entry)
    link = re.search(r'href="(/help/phone/[^"]*)"', text(browser.get(path)))[1]
    page = text(browser.get(link))
    assert re.search(f'href="{re.escape(path)}" class="govuk-back-link"', page.replace("&amp;", "&"))
    came_from = re.search(r'name="claim" value="([^"]+)"', page)[1]
    assert browser.post(PATH, {"_code": "1", "claim": came_from}).url == PATH
    type_code(digits=digits_on(text(browser.get(PATH))), by=on_duty)
    chosen = f"entry:{entry.public_id}"
    assert offered(text(browser.get(PATH))) == ([chosen], chosen)
    led = browser.post(PATH, {**hidden_on(text(browser.get(PATH))), "claim": chosen, "_yes": "1", "access": "edit"})
    assert led.url == path
    share = SharedForm.objects.get()
    assert (share.kind, share.draft, share.access) == ("entry", entry.public_id, "edit")
    assert 'data-sharing="edit"' in text(browser.get(path))


@pytest.mark.slow
def test_a_check_and_an_entry_stand_beside_forms_and_what_they_came_from_is_chosen(
    alice, omar, browser, on_duty, draft, entry
):
    import_form(slug=CHECK, by=omar)
    check = answered_check(alice)
    everything = {str(draft.public_id), str(check.public_id), f"entry:{entry.public_id}"}
    for came_from, chosen in (("entry", f"entry:{entry.public_id}"), (str(draft.public_id), str(draft.public_id))):
        browser.post(PATH, {"_code": "1", "claim": came_from})
        type_code(digits=digits_on(text(browser.get(PATH))), by=on_duty)
        values, first = offered(text(browser.get(PATH)))
        assert (set(values), first) == (everything, chosen)
    assert answer(browser, check, _yes="1", access="view").url == reverse(
        "claims:check_answers", args=[check.public_id]
    )


def test_nobody_shares_somebody_elses_entry_by_a_code(bob, on_duty, entry):
    browser, mine = browser_of(bob), small_draft(bob)
    browser.post(PATH, {"_code": "1"})
    type_code(digits=digits_on(text(browser.get(PATH))), by=on_duty)
    page, theirs = text(browser.get(PATH)), f"entry:{entry.public_id}"
    refused = browser.post(PATH, {**hidden_on(page), "claim": theirs, "_yes": "1", "access": "edit"})
    assert refused.status_code == 422
    with pytest.raises(Http404):
        agree_to_code(
            public_id=PhoneCode.objects.get().public_id, claim_id=entry.public_id, kind="entry", access="edit", by=bob
        )
    assert not SharedForm.objects.exists()
    assert offered(page)[0] == [str(mine.public_id)]
