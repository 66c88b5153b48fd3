"""Pages of checking and deciding: what stands beside a check, what is kept when somebody was first."""

import re

import pytest

from accounts.permissions import Role
from casework.deciding.actions.checking import Finding
from casework.deciding.actions.settings import save_deciding_settings
from casework.models import DecidingSettings, Decision, Task
from tests.casework.deciding.cases import again, checked_claim, decide, find, fresh, let_it_go, pass_all
from tests.people import browser_of, make_staff

START = {"from-day": "7", "from-month": "12", "from-year": "2026"}


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


def check_url(claim, key):
    return f"/staff/claims/{claim.reference}/checks/{key}/"


def decide_url(claim):
    return f"/staff/claims/{claim.reference}/decide/"


def finding(claim, version=0, **said):
    return {"claim": claim.public_id, "based_on": version, "result": "passed", "words": "", "waiting_for": "", **said}


def awarding(claim, by, **said):
    form = {"claim": claim.public_id, "based_on": fresh(claim, by).version, "outcome": "awarded", "summary": ""}
    for key, amount in (("housing_benefit", "92.50"), ("council_tax_reduction", "12")):
        form |= {f"{key}_amount": amount} | {f"{key}_{name}": value for name, value in START.items()}
    return form | said


def hidden(page):
    """What the preview posts when its button is pressed."""
    words = page.content.decode()
    kept = dict(re.findall(r'<textarea name="([^"]+)" hidden>\s*(.*?)</textarea>', words, re.DOTALL))
    return kept | {"sha256": re.search(r'name="sha256" value="(\w+)"', words)[1], "confirm": "1"}


def test_a_check_shows_its_answers_masked_with_a_way_to_show_and_the_claim_lists_all_checks(alice, aisha):
    claim = checked_claim(alice)
    browser = browser_of(aisha)
    page = browser.get(check_url(claim, "identity")).content.decode()
    assert "Gŵyneth" in page
    assert "AB123456C" not in page
    assert f"/staff/claims/{claim.reference}/show/nino/0/" in page
    assert "Do you have pets?" not in page
    assert re.search(r"/papers/[\w-]+/\">Proof of who you are<", page)
    assert "Proof of who you are" not in browser.get(check_url(claim, "rent")).content.decode()
    assert "There is no estimate for this claim." in browser.get(check_url(claim, "rent")).content.decode()
    assert browser.get(check_url(claim, "unknown")).status_code == 404
    overview = browser.get(f"/staff/claims/{claim.reference}/").content.decode()
    assert overview.count("To do") == 3


def test_saving_a_check_leads_to_the_next_open_one_and_then_to_the_decision(alice, aisha):
    claim = checked_claim(alice)
    browser = browser_of(aisha)
    for key, leads_to in (("identity", check_url(claim, "status")), ("status", check_url(claim, "rent"))):
        assert browser.post(check_url(claim, key), finding(claim)).url == leads_to
    assert browser.post(check_url(claim, "rent"), finding(claim)).url == decide_url(claim)


def test_a_failure_wants_its_reason_and_waiting_what_for(alice, aisha):
    claim = checked_claim(alice)
    browser = browser_of(aisha)
    page = browser.post(check_url(claim, "rent"), finding(claim, result="failed", words="Not signed"))
    assert page.status_code == 422
    assert "Say why it failed" in page.content.decode()
    assert "Not signed" in page.content.decode()
    page = browser.post(check_url(claim, "rent"), finding(claim, result="waiting"))
    assert "Say what it waits for" in page.content.decode()
    assert not Task.objects.exists()


def test_a_stale_save_overwrites_nothing_keeps_what_was_typed_and_shows_what_changed(alice, aisha, ben):
    claim = checked_claim(alice)
    find(claim, ben, "rent", Finding("failed", ("no_proof",), words="No tenancy came."))
    page = browser_of(aisha).post(check_url(claim, "rent"), finding(claim, words="I saw the tenancy at the desk."))
    assert page.status_code == 409
    words = page.content.decode()
    assert all(part in words for part in ("Ben Ode", "No proof of the rent", "No tenancy came."))
    assert "I saw the tenancy at the desk." in words
    assert 'name="based_on" value="1"' in words
    assert Task.objects.get().words == "No tenancy came."
    again_sent = finding(claim, version=1, words="I saw the tenancy at the desk.")
    assert browser_of(aisha).post(check_url(claim, "rent"), again_sent).status_code == 302
    assert Task.objects.get().result == "passed"


def test_two_tabs_on_two_claims_each_post_to_their_own(alice, bob, aisha):
    hers, his = checked_claim(alice), checked_claim(bob)
    browser = browser_of(aisha)
    for claim in (hers, his):
        browser.get(check_url(claim, "identity"))
    browser.post(check_url(hers, "identity"), finding(hers))
    assert [task.claim for task in Task.objects.all()] == [hers]
    assert browser.post(check_url(hers, "status"), finding(his)).status_code == 404
    assert browser.post(decide_url(hers), awarding(his, aisha)).status_code in (404, 422)
    assert Task.objects.count() == 1


def test_the_letter_that_was_previewed_is_the_one_that_is_sent(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    browser = browser_of(aisha)
    preview = browser.post(decide_url(claim), awarding(claim, aisha, summary="We saw your tenancy."))
    assert preview.status_code == 200, preview.content.decode()
    words = preview.content.decode()
    assert "£92.50 a week from 7 December 2026" in words
    assert "We saw your tenancy." in words
    done = browser.post(decide_url(claim), hidden(preview))
    decision = Decision.objects.get()
    assert done.url == f"/staff/claims/{claim.reference}/decisions/{decision.public_id}/"
    assert decision.letter_sha256 == hidden(preview)["sha256"]
    let_it_go(decision)
    page = browser_of(alice).get(f"/claims/{claim.public_id}/letters/{decision.public_id}/").content.decode()
    assert all(text in page for kind, text in decision.letter["blocks"] if kind == "item" and "http" not in text)
    assert again(decision).letter_sha256 == decision.letter_sha256


def test_a_preview_with_a_gap_has_no_button_and_another_letter_than_was_shown_is_not_decided(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    browser = browser_of(aisha)
    preview = browser.post(decide_url(claim), awarding(claim, aisha, summary="We saw [what]."))
    assert "[what]" in preview.content.decode()
    assert 'name="confirm"' not in preview.content.decode()
    assert browser.post(decide_url(claim), hidden(preview)).status_code == 409
    changed = browser.post(decide_url(claim), hidden(preview) | {"summary": "We saw it."})
    assert changed.status_code == 409
    assert "is not the one that you saw" in changed.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("amount", ["99999999999", "-5"])
def test_an_amount_that_nobody_pays_is_asked_about_again(alice, aisha, amount):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    page = browser_of(aisha).post(decide_url(claim), awarding(claim, aisha, housing_benefit_amount=amount))
    assert page.status_code == 422
    assert f'value="{amount}"' in page.content.decode()


def test_an_open_check_is_named_and_what_was_typed_is_kept(alice, aisha):
    claim = checked_claim(alice)
    find(claim, aisha, "identity")
    find(claim, aisha, "status")
    page = browser_of(aisha).post(decide_url(claim), awarding(claim, aisha, summary="As agreed."))
    assert page.status_code == 422
    assert "This check is not passed. Say why it is approved all the same" in page.content.decode()
    assert "As agreed." in page.content.decode()
    refusal = browser_of(aisha).post(decide_url(claim), awarding(claim, aisha, outcome="refused"))
    assert "Only a check that failed is a reason for this, and none has failed" in refusal.content.decode()


def test_a_claim_that_changed_is_not_decided_and_nothing_typed_is_lost(alice, aisha, ben):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    typed = awarding(claim, aisha, summary="My own words.")
    find(claim, ben, "identity", Finding("passed", words="Seen."))
    moved = browser_of(aisha).post(decide_url(claim), typed)
    assert moved.status_code == 409
    assert "My own words." in moved.content.decode()
    decide(claim, ben)
    late = browser_of(aisha).post(decide_url(claim), typed)
    assert late.status_code == 409
    assert "Ben Ode (Calderbrook Council) decided it" in " ".join(late.content.decode().split())
    assert "My own words." in late.content.decode()


def test_a_second_person_agrees_and_the_first_cannot(alice, aisha, ben, omar):
    save_deciding_settings(second_person=True, by=omar)
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    url = f"/staff/claims/{claim.reference}/decisions/{decision.public_id}/"
    assert 'name="agree"' not in browser_of(aisha).get(url).content.decode()
    browser_of(aisha).post(url, {"agree": "1", "version": decision.version})
    assert again(decision).state == "to_check"
    assert 'name="agree"' in browser_of(ben).get(url).content.decode()
    assert browser_of(ben).post(url, {"give_back": "1", "version": decision.version}).status_code == 422
    browser_of(ben).post(url, {"agree": "1", "version": decision.version})
    assert again(decision).state == "waiting"
    stale = browser_of(aisha).post(url, {"recall": "1", "version": 1, "why": "The week is wrong."})
    assert stale.status_code == 409
    assert "The week is wrong." in stale.content.decode()
    browser_of(aisha).post(url, {"recall": "1", "version": 2, "why": "The week is wrong."})
    assert again(decision).state == "recalled"


def test_only_admins_say_how_decisions_are_made(aisha, omar):
    assert browser_of(aisha).get("/staff/settings/decisions/").status_code == 403
    assert browser_of(omar).post("/staff/settings/decisions/", {}).status_code == 422
    browser_of(omar).post("/staff/settings/decisions/", {"second_person": "yes", "asks_partner": "yes"})
    assert DecidingSettings.objects.get().second_person
    browser_of(omar).post("/staff/settings/decisions/", {"second_person": "no", "asks_partner": "yes"})
    assert not DecidingSettings.objects.get().second_person


def test_a_decided_claim_has_no_status_to_pick(alice, aisha):
    claim = checked_claim(alice)
    page = browser_of(aisha).get(f"/staff/claims/{claim.reference}/status/").content.decode()
    assert 'value="in-progress"' in page
    assert 'value="decided"' not in page
    pass_all(claim, aisha)
    decide(claim, aisha)
    assert browser_of(aisha).get(f"/staff/claims/{claim.reference}/status/").status_code == 302
