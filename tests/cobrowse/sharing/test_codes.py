"""A code read out on the phone names whose page is to ask; only a yes there gives anything: a conversation."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actions.taking_over import join_records
from accounts.models import Alert, AuditEvent, Membership
from accounts.permissions import Role
from cobrowse.actions.asking import AskedTooOften
from cobrowse.actions.duty import change_duty, end_absent_duties
from cobrowse.actions.queueing import TooManyPeople, accept
from cobrowse.models import Access, Duty, HelpRequest, PhoneCode, SharedForm
from cobrowse.sharing.actions.codes import (
    AdviserGone,
    CodeAgreed,
    CodeIsOver,
    TalksAlready,
    agree_to_code,
    delete_old_codes,
    make_code,
    refuse_code,
    type_code,
)
from cobrowse.sharing.actions.sharing import end_shares_of, stop_sharing
from cobrowse.sharing.readers.codes import code_for_staff, own_code
from cobrowse.sharing.readers.shares import share_for_staff
from cobrowse.sharing.rules import codes as rules
from cobrowse.sharing.rules.codes import code_hash, displayed_code, new_code, read_code
from core.tenancy import council_scope
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask, said
from tests.people import browser_of, make_staff

SECONDS = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("482017", "482017"), (" 482-017 ", "482017"), ("48201", ""), ("4820170", ""), ("48201O", ""), ("٤82017", "")],
)
def test_a_code_is_read_however_it_is_typed(typed, read):
    assert read_code(typed) == read


def test_a_code_is_six_digits_and_its_hash_is_the_councils_own():
    code = new_code()
    assert re.fullmatch("[0-9]{6}", code)
    assert displayed_code("482017") == "482 017"
    assert code_hash(code, council_id=1, key="k") != code_hash(code, council_id=2, key="k")
    assert code_hash(code, council_id=1, key="k") != code_hash(code, council_id=1, key="l")
    assert code not in code_hash(code, council_id=1, key="k")


def agree(code: PhoneCode, draft, by, access=Access.VIEW) -> SharedForm:
    return agree_to_code(public_id=code.public_id, claim_id=draft.public_id, access=access, by=by)


@pytest.fixture
def typed(alice, on_duty, draft) -> PhoneCode:
    """Alice has read her code out, and Aisha has typed it."""
    _code, digits = make_code(claim_id=draft.public_id, by=alice)
    return type_code(digits=digits, by=on_duty)


def test_of_the_digits_only_a_hash_is_kept(alice, draft):
    code, digits = make_code(claim_id=draft.public_id, by=alice)
    row = PhoneCode.objects.filter(pk=code.pk).values().get()
    assert digits not in str(row)
    assert digits not in str(list(AuditEvent.objects.order_by("number").values()))
    assert row["claim_id"] == draft.pk


def test_the_code_alone_gives_nothing(on_duty, typed, draft):
    assert not HelpRequest.objects.exists()
    assert not SharedForm.objects.exists()
    browser = browser_of(on_duty)
    page = browser.get(reverse("cobrowse:typed_code", args=[typed.public_id])).content.decode()
    for word in ("Alice", "Ashworth", str(draft.public_id), "A parrot"):
        assert word not in page


@pytest.mark.parametrize("access", Access.values)
def test_a_yes_is_a_conversation_in_which_the_form_is_shared(alice, on_duty, typed, draft, access):
    share = agree(typed, draft, alice, access)
    request = share.request
    assert (request.state, request.adviser, request.claim) == ("talking", on_duty.membership, draft)
    assert [kind for kind, _words in said(request, "adviser")] == ["asked", "joined", "shared"]
    assert share_for_staff(on_duty, request.public_id) == share
    assert share.access == access
    trail = AuditEvent.objects.filter(code__startswith="cobrowse.").order_by("number")
    codes = dict(trail.values_list("code", "actor_label"))
    assert list(codes)[-4:] == [
        "cobrowse.code.made", "cobrowse.code.typed", "cobrowse.code.agreed", "cobrowse.form.shared",
    ]  # fmt: skip
    assert codes["cobrowse.code.typed"].startswith("Aisha Khan")
    # What every share has, it has: stop, and the ends that conversations have.
    stop_sharing(public_id=request.public_id, by=alice)
    assert share_for_staff(on_duty, request.public_id) is None
    assert end_absent_duties(by=alice) == 0


def test_a_code_works_once(alice, on_duty, sam, typed, draft):
    digits = "000000"
    assert type_code(digits=digits, by=sam) is None
    agree(typed, draft, alice)
    with pytest.raises(CodeAgreed):
        agree(typed, draft, alice)
    assert SharedForm.objects.count() == 1
    assert refuse_code(public_id=typed.public_id, by=alice)
    with pytest.raises(CodeIsOver):
        refuse_code(public_id=typed.public_id, by=alice)
    assert SharedForm.objects.get().ended_at


def test_what_was_typed_once_is_right_no_more(alice, on_duty, sam, draft):
    _code, digits = make_code(claim_id=None, by=alice)
    assert type_code(digits=digits, by=on_duty)
    assert type_code(digits=digits, by=sam) is None


@pytest.mark.parametrize(("seconds", "right"), [(599, True), (601, False)])
def test_it_lives_ten_minutes(alice, on_duty, draft, seconds, right):
    code, digits = make_code(claim_id=None, by=alice)
    assert code.expires_at - code.made_at <= dt.timedelta(minutes=10, seconds=1)
    PhoneCode.objects.update(expires_at=code.expires_at - seconds * SECONDS)
    assert (type_code(digits=digits, by=on_duty) is not None) == right


def test_an_answer_has_ten_minutes_too(alice, typed, draft):
    assert typed.expires_at > timezone.now() + dt.timedelta(minutes=9)
    PhoneCode.objects.update(expires_at=timezone.now() - SECONDS)
    with pytest.raises(CodeIsOver):
        agree(typed, draft, alice)


def test_a_new_code_and_a_no_end_the_one_before(alice, on_duty, draft):
    _first, digits = make_code(claim_id=None, by=alice)
    second, fresh = make_code(claim_id=None, by=alice)
    assert type_code(digits=digits, by=on_duty) is None
    typed = type_code(digits=fresh, by=on_duty)
    assert typed == second
    refuse_code(public_id=typed.public_id, by=alice)
    typed.refresh_from_db()
    assert typed.state == "refused"
    with pytest.raises(CodeIsOver):
        agree(typed, draft, alice)


def test_it_is_for_ones_own_draft_and_page(alice, bob, on_duty, sam, typed, draft):
    other = small_draft(bob)
    with pytest.raises(Http404):
        agree(typed, other, alice)
    with pytest.raises(Http404):
        agree(typed, draft, bob)
    assert own_code(bob) is None
    assert own_code(bob, str(typed.public_id)) is None
    assert code_for_staff(on_duty, typed.public_id) == typed
    with pytest.raises(Http404):
        code_for_staff(sam, typed.public_id)


def test_who_has_no_draft_gets_no_code(bob, visitor):
    for nobody in (bob, visitor):
        with pytest.raises(Http404):
            make_code(claim_id=None, by=nobody)


def test_who_does_not_help_live_types_nothing(alice, omar, draft):
    _code, digits = make_code(claim_id=None, by=alice)
    for nobody, refusal in ((alice, Http404), (omar, PermissionDenied)):
        with pytest.raises(refusal):
            type_code(digits=digits, by=nobody)


def test_a_code_of_one_council_is_none_of_anothers(alice, carol, on_duty, draft):
    with council_scope(carol.council.pk):
        small_draft(carol)
        _code, digits = make_code(claim_id=None, by=carol)
    assert type_code(digits=digits, by=on_duty) is None


def test_off_duty_or_full_nothing_is_typed_and_the_code_lives(alice, bob, sam, on_duty, draft):
    _code, digits = make_code(claim_id=None, by=alice)
    change_duty(state=Duty.State.HERE, most_people=1, by=on_duty)
    accept(public_id=ask(bob).public_id, by=on_duty)
    with pytest.raises(TooManyPeople):
        type_code(digits=digits, by=on_duty)
    change_duty(state=Duty.State.OFF, by=on_duty)
    with pytest.raises(Http404):
        type_code(digits=digits, by=on_duty)
    assert type_code(digits=digits, by=sam)


@pytest.mark.parametrize("how", ["off duty", "left", "another role"])
def test_a_yes_to_somebody_who_is_gone_shares_nothing(alice, on_duty, typed, draft, how):
    if how == "off duty":
        change_duty(state=Duty.State.OFF, by=on_duty)
    elif how == "left":
        Membership.objects.filter(pk=on_duty.membership.pk).update(is_active=False)
    else:
        Membership.objects.filter(pk=on_duty.membership.pk).update(roles=[Role.ADMIN])
    with pytest.raises(AdviserGone):
        agree(typed, draft, alice)
    assert not SharedForm.objects.exists()


def test_who_waits_is_taken_and_who_talks_goes_on(alice, on_duty, sam, draft):
    waiting = ask(alice)
    code, digits = make_code(claim_id=draft.public_id, by=alice)
    share = agree(type_code(digits=digits, by=on_duty), draft, alice)
    assert share.request == waiting
    again, fresh = make_code(claim_id=draft.public_id, by=alice)
    assert agree(type_code(digits=fresh, by=on_duty), draft, alice, Access.EDIT).request == waiting
    third, last = make_code(claim_id=draft.public_id, by=alice)
    with pytest.raises(TalksAlready) as refusal:
        agree(type_code(digits=last, by=sam), draft, alice)
    assert refusal.value.name == "Aisha Khan"
    assert SharedForm.objects.get(ended_at__isnull=True).adviser == on_duty.membership
    assert {code.pk, again.pk, third.pk} == set(PhoneCode.objects.values_list("pk", flat=True))


def test_codes_pass_no_more_people_than_the_adviser_takes(alice, bob, on_duty, draft):
    """Both were typed while there was room for either."""
    change_duty(state=Duty.State.HERE, most_people=1, by=on_duty)
    other = small_draft(bob)
    first, second = (
        type_code(digits=make_code(claim_id=claim.public_id, by=by)[1], by=on_duty)
        for claim, by in ((draft, alice), (other, bob))
    )
    agree(first, draft, alice)
    with pytest.raises(TooManyPeople):
        agree(second, other, bob)
    assert HelpRequest.objects.get().resident == alice.resident
    # Who is in a conversation with them takes no more room.
    PhoneCode.objects.filter(pk=second.pk).update(resident=alice.resident)
    assert agree(second, draft, alice, Access.EDIT).request == HelpRequest.objects.get()


def test_two_codes_that_live_differ(alice, bob, draft, monkeypatch):
    small_draft(bob)
    drawn = iter([111111, 111111, 111111, 222222])
    monkeypatch.setattr(rules.secrets, "randbelow", lambda _most: next(drawn))
    assert make_code(claim_id=None, by=alice)[1] == "111111"
    assert make_code(claim_id=None, by=bob)[1] == "222222"


def test_codes_are_asked_for_a_few_times_an_hour(alice, draft):
    with pytest.raises(AskedTooOften):
        for _ in range(12):
            make_code(claim_id=None, by=alice)


def test_signing_out_and_another_record_end_it(alice, bob, on_duty, draft):
    _code, digits = make_code(claim_id=None, by=alice)
    browser_of(alice).post(reverse("accounts:sign_out"))
    assert type_code(digits=digits, by=on_duty) is None
    code, digits = make_code(claim_id=None, by=alice)
    typed = type_code(digits=digits, by=on_duty)
    end_shares_of(by=alice)
    join_records(source=alice.resident, target=bob.resident, by=bob)
    with pytest.raises(CodeIsOver):
        agree(typed, draft, bob)
    assert PhoneCode.objects.get(pk=code.pk).resident == bob.resident


def test_what_is_over_is_deleted_after_a_day(alice, draft):
    make_code(claim_id=None, by=alice)
    assert delete_old_codes() == 0
    PhoneCode.objects.update(expires_at=timezone.now() - dt.timedelta(days=1, minutes=1))
    assert delete_old_codes() == 1


# --- pages ---


@pytest.fixture
def desk(on_duty):
    return browser_of(on_duty)


PATH = "/staff/help/code/"


def test_the_adviser_types_it_and_is_led_on_once_there_is_a_yes(alice, desk, draft):
    code, digits = make_code(claim_id=None, by=alice)
    assert PATH in desk.get(reverse("cobrowse:desk")).content.decode()
    led = desk.post(PATH, {"code": displayed_code(digits)})
    assert led.url == reverse("cobrowse:typed_code", args=[code.public_id])
    assert digits not in led.url
    page = desk.get(led.url).content.decode()
    assert "Waiting for them to say yes" in page
    assert '<meta http-equiv="refresh"' in page
    share = agree(code, draft, alice)
    assert desk.get(led.url).url == reverse("cobrowse:staff_request", args=[share.request.public_id])


@pytest.mark.parametrize(
    ("code", "words"), [("", "Enter the code"), ("12", "Enter six digits"), ("123456", "wrong, too old")]
)
def test_what_is_not_right_is_said_kindly(desk, code, words):
    refused = desk.post(PATH, {"code": code})
    assert refused.status_code == 422
    assert words in refused.content.decode()


def test_the_adviser_reads_that_they_said_no(alice, desk, draft):
    code, digits = make_code(claim_id=None, by=alice)
    led = desk.post(PATH, {"code": digits}).url
    refuse_code(public_id=code.public_id, by=alice)
    assert "They said no" in desk.get(led).content.decode()
    assert desk.get(reverse("cobrowse:typed_code", args=[uuid.uuid4()])).status_code == 404


def test_off_duty_the_page_says_what_to_do(calderbrook, alice, draft):
    _code, digits = make_code(claim_id=None, by=alice)
    off = browser_of(make_staff(calderbrook, "Una Off", "una@calderbrook.example", Role.ADVISOR))
    page = off.post(PATH, {"code": digits})
    assert "You are off duty" in page.content.decode()
    assert PhoneCode.objects.get().state == "open"


def test_guessing_slows_down_and_is_noticed_in_all(calderbrook, alice, desk, draft):
    for number in range(5):
        desk.post(PATH, {"code": f"00000{number}"})
    waits = desk.post(PATH, {"code": make_code(claim_id=None, by=alice)[1]})
    assert "Too many codes were wrong" in waits.content.decode()
    assert PhoneCode.objects.get().state == "open"
    assert not Alert.objects.exists()
