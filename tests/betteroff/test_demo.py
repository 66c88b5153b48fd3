"""The demo: loaded by the real actions, safe to load again, and anybody can sign in to it."""

import datetime as dt

import pyotp
import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Council, Membership, Resident
from advocates.models import Enquiry, HandOver, LegalRules, PlanAction, PlanShare, Transfer
from advocates.readers.permission_news import Kind, permission_news
from betteroff.demo.people import TOTP_SECRET
from betteroff.demo.sign_ins import authenticator_code
from betteroff.demo.studio import EXAMPLE, SPOKEN
from casework.models import ClaimHold, Decision, LetterPdf, Note, Task
from claims.models import Claim, ClaimStatus, ResidentAct, SecondSignature
from claims.thread.readers import unread_of
from cobrowse.actions.duty import end_absent_duties
from cobrowse.actions.ending import end_abandoned
from cobrowse.booking.readers.diary import diary_of, takes_bookings
from cobrowse.models import Booking, BookingWay, CannedReply, Duty, HelpEvent, HelpRequest, OpeningTime, SharedEdit
from cobrowse.readers.queue import on_duty, opening_of, waiting
from core.tenancy import council_scope
from formspec.actions.speaking import can_speak
from formspec.models import Form, FormMedium
from formspec.rules.form_spec import FormSpec
from formspec.rules.sources.own_form import compile_own
from jobjournal.library import starter_activities
from jobjournal.models import Activity, Entry
from notifications.models import MessageWords
from studio.models import FormDraft
from studio.trying.readers.examples import outcomes_of


def test_the_shown_code_is_the_authenticators():
    assert authenticator_code(1_800_000_000) == pyotp.TOTP(TOTP_SECRET).at(1_800_000_000)


@pytest.mark.slow
def test_the_demo_loads_twice_into_the_same_councils(db, capsys):
    call_command("load_demo")
    first = counts()
    call_command("load_demo")
    assert counts() == first
    assert first["calderbrook"]["sent"] >= 3
    assert first["calderbrook"]["drafts"] >= 2
    assert first["calderbrook"]["forms"] == 14
    assert first["calderbrook"]["closed"] == 1
    assert first["calderbrook"]["entries"] >= 24
    assert first["calderbrook"]["activities"] == first["southmere"]["activities"] == len(starter_activities())
    assert_live_help_to_try()
    assert_bookings_to_try()
    assert_threads_to_try()
    assert_decisions_to_try()
    assert_reviews_to_try()
    assert_corrections_to_try()
    assert_clocks_to_try()
    assert_plans_to_try()
    assert_helpers_to_try()
    assert_forms_to_build()
    page = Client().get("/", HTTP_HOST="localhost").content.decode()
    assert "aisha@calderbrook.example" in page
    assert "Southmere Council" in page


def assert_corrections_to_try():
    """In Calderbrook one claim waits for its claimant to correct it, and one was corrected by an adviser."""
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        assert Claim.objects.filter(asked_to_correct=1).count() == 1
        assert Claim.objects.filter(corrected=1).count() == 1
        assert SecondSignature.objects.get(state="waiting").claim.awaits_signature


def assert_threads_to_try():
    """In Calderbrook one claim waits for the council; the claimant of another has a message that they have not read."""
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        waiting_for_us = ResidentAct.objects.filter(settled_at__isnull=True)
        assert [act.claim.resident.user.email for act in waiting_for_us] == ["nasreen@example.org"]
        assert unread_of(Resident.objects.get(user__email="derek@example.org"), timezone.now()) == 1


def assert_decisions_to_try():
    """In Calderbrook one claim is half checked, one's letter goes at once, and one waits for a second person."""
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        assert {task.result for task in Task.objects.all()} == {"passed", "failed", "waiting"}
        decided = Decision.objects.order_by("made_at").values_list("claim__resident__user__email", "state")
        assert list(decided) == [
            ("owain@example.org", "sent"), ("lucy@example.org", "sent"),
            ("maria@example.org", "waiting"), ("nasreen@example.org", "to_check"), ("grace@example.org", "review"),
        ]  # fmt: skip
        assert LetterPdf.objects.get(decision__state="waiting").due_at <= timezone.now()


def assert_reviews_to_try():
    """In Calderbrook one review waits for its claimant, and the last day of another has passed."""
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        days = Claim.objects.exclude(review_until=None).values_list("resident__user__email", "review_until")
        overdue = {email: day < timezone.localdate() for email, day in days}
        assert overdue == {"owain@example.org": False, "lucy@example.org": True}


def assert_clocks_to_try():
    """In Calderbrook one claim is on hold, the hold of another has ended, and a note waits for Aisha."""
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        holds = ClaimHold.objects.order_by("at").values_list("claim__resident__user__email", "ended_at")
        assert [email for email, ended in holds if ended is None] == ["derek@example.org"]
        assert [email for email, ended in holds if ended is not None] == ["idris@example.org"]
        waiting = Note.objects.get(done_at__isnull=True, to__isnull=False)
        assert waiting.to_label == "Aisha Khan"


def assert_plans_to_try():
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        assert set(PlanAction.objects.values_list("owner", flat=True)) == {"resident", "council", "organisation"}
        assert PlanShare.objects.get().withdrawn_at is None
        assert HandOver.objects.get().state == HandOver.State.WAITING
        assert Enquiry.objects.get().answered_at is None


def assert_forms_to_build():
    """In Calderbrook one form is the council's own, and the draft of another was changed twice."""
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        draft = FormDraft.objects.get(form__slug="free-school-meals")
        assert (draft.form.slug, draft.number) == ("free-school-meals", 3)
        assert all(outcome.passed for outcome in outcomes_of(draft.source, compile_own(draft.source)))
        assert [example["name"] for example in draft.source["tests"]][-1] == EXAMPLE["name"]
        own = Form.objects.get(slug="help-with-school-uniform").versions.get()
        assert own.state == "published"
        if can_speak():
            heard = FormSpec(own.spec).questions[SPOKEN]["audio"]["en"]
            assert "uniform grant before" in heard["transcript"]
            assert FormMedium.objects.get().name == heard["file"]
        worded = {(words.template, words.form) for words in MessageWords.objects.all()}
        meals = ("claim_submitted", "free-school-meals")
        assert worded == {("claim_submitted", ""), ("letter_refused", ""), meals}
        assert ClaimStatus.objects.get(code="in-progress").by_form.keys() == {"free-school-meals"}


def assert_helpers_to_try():
    """In Calderbrook somebody is asked whether another shall go on, a partner has news, and advisers check by law."""
    with council_scope(Council.objects.get(slug="calderbrook").pk):
        transfer = Transfer.objects.get()
        assert (transfer.state, transfer.resident.user.email) == ("open", "derek@example.org")
        admin = Membership.objects.get(user__email="pia@calderhomes.example")
        assert {each.kind for each in permission_news(admin, timezone.now())} >= {Kind.BEGAN, Kind.SOON}
        assert LegalRules.objects.get().check_roles == ["advisor"]


def assert_bookings_to_try():
    """Calderbrook can be booked in every way, and two people have; nobody can be booked in Southmere."""
    calderbrook, southmere = (Council.objects.get(slug=slug) for slug in ("calderbrook", "southmere"))
    with council_scope(calderbrook.pk):
        diary = diary_of(calderbrook, timezone.now())
        assert all(diary.offers(way) for way in BookingWay)
        rows = Booking.objects.order_by("way").values_list("way", "resident__user__email")
        assert list(rows) == [("call_back", "maria@example.org"), ("home_visit", "derek@example.org")]
    with council_scope(southmere.pk):
        assert not takes_bookings()


def assert_live_help_to_try():
    """One waits, one talks, one was helped; Calderbrook is open at night, Southmere is not."""
    night = dt.datetime(2026, 6, 14, 2, tzinfo=dt.UTC)
    calderbrook, southmere = (Council.objects.get(slug=slug) for slug in ("calderbrook", "southmere"))
    with council_scope(calderbrook.pk):
        assert opening_of(calderbrook).closes_at(night)
        assert [each.resident.user.email for each in waiting()] == ["nasreen@example.org"]
        assert HelpRequest.objects.filter(state="talking").count() == 1
        helped = HelpRequest.objects.get(state="ended", rating__isnull=False)
        assert helped.rating == 5
        assert SharedEdit.objects.get().shared.request == helped
        assert [each.membership.display_name for each in on_duty(timezone.now())] == ["Ben Ockley"]
        # Nobody sits at these screens, and in the evening they still wait and talk.
        hours = dt.timedelta(hours=11)
        Duty.objects.update(seen_at=F("seen_at") - hours)
        HelpRequest.objects.update(resident_here_at=F("resident_here_at") - hours)
        platform = system_actor(calderbrook, "live help")
        assert (end_absent_duties(by=platform), end_abandoned(by=platform)) == (0, 0)
        assert Duty.objects.count() == 2
    with council_scope(southmere.pk):
        assert opening_of(southmere).closes_at(night) is None
        assert not HelpRequest.objects.exists()


def counts():
    found = {}
    for council in Council.objects.all():
        with council_scope(council.pk):
            found[council.slug] = {
                "sent": Claim.objects.filter(submitted_at__isnull=False).count(),
                "drafts": Claim.objects.filter(submitted_at__isnull=True).count(),
                "forms": Form.objects.count(),
                "entries": Entry.objects.count(),
                "activities": Activity.objects.count(),
                "help": [each.objects.count() for each in (HelpRequest, HelpEvent, OpeningTime, CannedReply)],
                "closed": Form.objects.filter(is_open=False).count(),
            }
    return found
