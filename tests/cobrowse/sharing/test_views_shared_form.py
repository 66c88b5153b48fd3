"""The adviser's side, without scripts: the person's page, answers one by one, and nothing that is masked."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from claims.readers.answer_store import spec_of
from cobrowse.models import SharedEdit
from cobrowse.sharing.actions.sharing import note_place, share_form, stop_editing, stop_sharing
from tests.claims.browsing import address
from tests.claims.making import library_draft
from tests.cobrowse.sharing.conftest import ACCOUNT, BANK_NAME, NINO, SORT_CODE, answer, raw_of
from tests.people import browser_of

# As they may be written; the last digits alone too, which masked answers show to their owner.
CANARIES = [NINO, NINO[-3:], SORT_CODE, "40-12-76", ACCOUNT, BANK_NAME, "Quillfeather", NINO.lower(), "AB 12 34 56 C"]


@pytest.fixture
def desk(on_duty):
    return browser_of(on_duty)


@pytest.fixture
def paths(talking):
    names = ("staff_request", "shared_form", "shared_form_changes")
    return {name: reverse(f"cobrowse:{name}", args=[talking.public_id]) for name in names}


def text(response) -> str:
    return response.content.decode()


def without_ids(page: str) -> str:
    """Random ids and tokens may hold three letters of anything."""
    page = re.sub(r'(csrfmiddlewaretoken|_drawn_for)" value="[^"]*"', "", page)
    return re.sub(r'nonce="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|20\d\d-[\d:T.+-]+', "", page)


@pytest.mark.slow
def test_the_page_that_she_is_on_is_drawn(alice, desk, paths, seen, draft):
    resident = browser_of(alice)
    assert "The list of pages" in text(desk.get(paths["staff_request"]))
    session = resident.client.session
    session["sharing"] = str(seen.request.public_id)
    session.save()
    resident.get(address(draft, "who-you-are"))
    page = text(desk.get(paths["staff_request"]))
    assert 'value="Ashworth"' in page
    assert "You cannot see this answer. It is filled in." in page
    resident.get(address(draft, "your-pets"))
    assert 'value="A parrot"' in text(desk.get(paths["shared_form"]))


def test_with_leave_to_see_only_nothing_can_be_typed(desk, paths, seen):
    note_place(share=seen, view="page", page="who-you-are")
    page = text(desk.get(paths["shared_form"]))
    assert "Save this answer" not in page
    assert re.findall(r"<fieldset class=\"bo-shared__seen\" disabled>", page)


def test_by_what_is_theirs_alone_to_answer_it_says_so(alice, talking, desk, paths):
    form = library_draft("blue-badge", alice)
    questions = spec_of(form).questions
    signed = next(key for key, page in spec_of(form).pages.items() if "signed_name" in page["questions"])
    share = share_form(public_id=talking.public_id, claim_id=form.public_id, access="edit", by=alice)
    note_place(share=share, view="page", page=signed)
    page = text(desk.get(paths["shared_form"]))
    assert "signed_name" in questions
    assert 'disabled aria-describedby="only-signed_name"' in page
    assert 'id="only-signed_name">Only they can answer this.</p>' in page
    # Nor is it said of what she can fill in, or of what is no question.
    note_place(share=share, view="page", page=next(iter(spec_of(form).pages)))
    assert "Only they can answer this." not in text(desk.get(paths["shared_form"]))
    note_place(share=share, view="page", page=signed)
    stop_editing(public_id=talking.public_id, by=alice)
    # She can change nothing now, which stands above.
    assert "Only they can answer this." not in text(desk.get(paths["shared_form"]))


def test_an_answer_is_saved_by_an_ordinary_form(desk, paths, together, draft):
    note_place(share=together, view="page", page="your-pets")
    page = text(desk.get(paths["staff_request"]))
    base = draft.answers.get(key="pet_kind").revision
    assert f'name="_base-pet_kind" value="{base}"' in page
    sent = {"question": "pet_kind", "row": "", "_base-pet_kind": base, "pet_kind": "A cat"}
    assert desk.post(paths["shared_form"], sent).url == paths["staff_request"]
    assert raw_of(draft, "pet_kind") == "A cat"


def test_a_conflict_shows_both(alice, desk, paths, together, draft):
    note_place(share=together, view="page", page="your-pets")
    base = draft.answers.get(key="pet_kind").revision
    newer = answer(draft, alice, "pet_kind", "Two parrots")
    sent = {"question": "pet_kind", "row": "", "_base-pet_kind": base, "pet_kind": "A cat"}
    refused = desk.post(paths["shared_form"], sent)
    assert refused.status_code == 422
    assert "“Two parrots”" in text(refused)
    assert 'value="A cat"' in text(refused)
    assert raw_of(draft, "pet_kind") == "Two parrots"
    desk.post(paths["shared_form"], {**sent, "_base-pet_kind": newer})
    assert raw_of(draft, "pet_kind") == "A cat"
    script = {"question": "pet_kind", "raw": "A dog", "base": newer, "id": "p.1"}
    told = desk.client.post(
        paths["shared_form"], json.dumps(script), content_type="application/json", HTTP_HOST=desk.host
    )
    assert (told.status_code, told.json()["saved_display"]) == (409, "A cat")


def test_in_long_words_what_both_wrote_is_kept(alice, desk, paths, together, draft):
    note_place(share=together, view="page", page="paying-you")
    base = draft.answers.get(key="anything_else").revision
    page = text(desk.get(paths["shared_form"]))
    was = re.search(r'name="_was-anything_else" value="([^"]*)"', page)[1]
    assert was == f"{base}:My rent went up"
    answer(draft, alice, "anything_else", "My weekly rent went up")
    sent = {
        "question": "anything_else", "_base-anything_else": base, "_was-anything_else": was,
        "anything_else": "My rent went up in May",
    }  # fmt: skip
    after = text(desk.get(desk.post(paths["shared_form"], sent).url))
    assert raw_of(draft, "anything_else") == "My weekly rent went up in May"
    assert "They wrote in it too" in after


def test_what_may_only_be_seen_carries_no_words_twice(desk, paths, seen):
    note_place(share=seen, view="page", page="paying-you")
    assert "_was-" not in text(desk.get(paths["shared_form"]))


@pytest.mark.slow
def test_the_way_to_another_page_is_shown(alice, desk, paths, seen, talking):
    note_place(share=seen, view="page", page="your-pets")
    page = text(desk.get(paths["shared_form"]))
    offered = re.findall(r'<option\s+value="([\w-]+)">', page.partition("data-shared-go")[2])
    assert offered == ["who-you-are", "each-pet", "paying-you"]
    told = text(desk.get(desk.post(paths["shared_form"], {"go": "paying-you"}).url))
    assert "They see a link to that page of the form, at the latest on the next page" in told
    assert desk.post(paths["shared_form"], {"go": "none-of-it"}).status_code == 404
    said = {"client": desk.client, "path": paths["shared_form"], "host": desk.host}
    assert [
        status_of({"go": "paying-you"}, **said),
        status_of({"at": ""}, **said),
        status_of({"at": "dob"}, **said),
    ] == [200] * 3
    assert [status_of({"go": ""}, **said), status_of({"at": "<b>"}, **said), status_of({"show": ""}, **said)] == [
        400
    ] * 3
    stop_sharing(public_id=talking.public_id, by=alice)
    assert [status_of({"go": "paying-you"}, **said), status_of({"at": "dob"}, **said)] == [403] * 2
    assert "not shared with you any more" in text(desk.get(desk.post(paths["shared_form"], {"go": "paying-you"}).url))


def status_of(asked, *, client, path, host) -> int:
    return client.post(path, json.dumps(asked), content_type="application/json", HTTP_HOST=host).status_code


@pytest.mark.slow
@pytest.mark.parametrize("way", ["form", "script"])
def test_a_forged_post_is_refused(alice, desk, paths, together, talking, draft, way):
    stop_editing(public_id=talking.public_id, by=alice)
    base = draft.answers.get(key="pet_kind").revision
    if way == "form":
        sent = desk.post(paths["shared_form"], {"question": "pet_kind", "_base-pet_kind": base, "pet_kind": "A cat"})
        assert "Nothing was saved" in text(desk.get(sent.url))
    else:
        script = {"question": "pet_kind", "raw": "A cat", "base": base, "id": "p.1"}
        sent = desk.client.post(
            paths["shared_form"], json.dumps(script), content_type="application/json", HTTP_HOST=desk.host
        )
        assert sent.status_code == 403
    assert raw_of(draft, "pet_kind") == "A parrot"
    assert not SharedEdit.objects.exists()
    refused = AuditEvent.objects.get(code="cobrowse.form.edit_refused")
    assert (refused.resident, refused.detail) == (alice.resident, {"question": "pet_kind"})


def test_junk_from_a_script_is_refused(desk, paths, together):
    for body in ("[]", "7", '{"question": "pet_kind"}', '{"question": [], "raw": {}, "base": "x"}'):
        sent = desk.client.post(paths["shared_form"], body, content_type="application/json", HTTP_HOST=desk.host)
        assert sent.status_code in (400, 404)


def test_a_colleague_who_reads_along_sees_no_form(sam, paths, seen):
    reading = browser_of(sam)
    assert "Their form" not in text(reading.get(paths["staff_request"]))
    assert "They do not share a form with you" in text(reading.get(paths["shared_form"]))
    assert reading.get(paths["shared_form_changes"]).json()["now"]["shared"] is False


def places(draft) -> list[dict[str, str]]:
    """Every page that somebody may be on."""
    row = draft.answers.get(key="pets").value[0]
    pages = [{"view": "page", "page": key} for key in spec_of(draft).pages]
    return [*pages, {"view": "row", "page": "each-pet", "row": row}, {"view": "task_list"}, {"view": "check_answers"}]


@pytest.mark.slow
@pytest.mark.parametrize("state", ["right", "wrong"])
@pytest.mark.parametrize("access", ["view", "edit"])
def test_nothing_masked_is_in_any_byte(alice, desk, paths, seen, draft, access, state):
    """Over a whole walk of the form, pages and what scripts get: neither whole nor in part."""
    if access == "edit":
        seen = share_form(public_id=seen.request.public_id, claim_id=draft.public_id, access="edit", by=alice)
    if state == "wrong":
        answer(draft, alice, "nino", f"{NINO}{NINO}")
        wrong = {"name": BANK_NAME, "sort_code": f"{SORT_CODE}9", "account_number": ACCOUNT, "roll_number": ""}
        answer(draft, alice, "account", wrong)
    seen_words = ""
    for place in places(draft):
        note_place(share=seen, **place)
        seen.refresh_from_db()
        for name in paths:
            body = without_ids(text(desk.get(paths[name])))
            found = [canary for canary in CANARIES if canary in body]
            assert not found, (place, name, found)
            seen_words += body
    # The walk did see the form.
    assert "Polly" in seen_words
    assert "You cannot see this answer" in seen_words
    assert ("something in it is not right" in seen_words) == (state == "wrong")
