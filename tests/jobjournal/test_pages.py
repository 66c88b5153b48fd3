"""The journal's pages, as a person without scripts uses them."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Scope
from accounts.uploads import SenderOfFiles
from jobjournal.actions.planning import set_plan
from jobjournal.models import Activity, Appointment, Entry, Job, WorkPlan
from jobjournal.readers import journal as readers
from jobjournal.readers.entry_words import words_of
from tests.accounts.test_incoming import FILES, JSON, PHOTO, send_parts
from tests.core.test_cleaning import with_place
from tests.jobjournal.making import applied, helping, own_words, recorded
from tests.people import browser_of

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def url(name, *arguments):
    return reverse(f"jobjournal:{name}", args=arguments)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def answers(**more):
    today = timezone.localdate().isoformat()
    return {
        "client_id": str(uuid.uuid4()), "date": today, "job_title": "Usher", "employer": "The Gaumont",
        "place": "Leigh", "site": "Find a Job", "duration-h": "", "duration-m": "40", "step": "check", **more,
    }  # fmt: skip


@pytest.mark.slow
def test_every_page_opens_for_its_owner(alice, browser):
    entry, day = recorded(alice), timezone.localdate().isoformat()
    job = Job.objects.create(resident=alice.resident, title="Cook", saved_on=timezone.localdate())
    meeting = Appointment.objects.create(resident=alice.resident, what="Work coach", starts_at=timezone.now())
    pages = [
        ("journal",), ("weeks",), ("add",), ("add_entry", "applied"), ("jobs",), ("add_job",), ("plan",),
        ("change_plan",), ("add_appointment",), ("export",), ("calendar",), ("entry", entry.public_id),
        ("change_entry", entry.public_id), ("again", entry.public_id), ("remove_entry", entry.public_id),
        ("earlier", day, 9), ("print_period", day, day), ("job", job.public_id), ("appointment", meeting.public_id),
        ("appointment_file", meeting.public_id),
    ]  # fmt: skip
    for page in pages:
        assert browser.get(url(*page)).status_code == 200, page


@pytest.mark.slow
def test_all_activities_can_be_asked_and_answered_in_every_language(alice, browser):
    for activity in Activity.objects.prefetch_related("templates"):
        for language in ("en", "cy", "pl", "ur"):
            session = browser.client.session
            session["journal_language"] = language
            session.save()
            for template in activity.templates.all():
                page = browser.get(f"{url('add_entry', activity.key)}?how={template.key}")
                assert page.status_code == 200
                direction = "rtl" if language == "ur" else "ltr"
                assert f'lang="{language}" dir="{direction}" data-listen' in text_of(page)


def test_answering_shows_the_sentence_then_saves_it_once(alice, browser):
    address, sent = f"{url('add_entry', 'applied')}?how=apply_online", answers()
    checked = browser.post(address, sent)
    assert checked.status_code == 200
    assert "I applied online for an Usher job with the Gaumont in Leigh." in text_of(checked)
    assert "Add a reference if you have one." in text_of(checked)
    assert not Entry.objects.exists()
    for _click in range(2):
        saved = browser.post(address, {**sent, "step": "save"})
        assert saved["Location"] == url("journal")
    entry = Entry.objects.get()
    assert (entry.minutes, entry.resident) == (40, alice.resident)
    assert "Usher" in text_of(browser.get(url("journal")))


def test_what_is_wrong_stands_beside_the_question_with_what_was_typed(browser):
    address = f"{url('add_entry', 'applied')}?how=apply_online"
    refused = browser.post(address, answers(employer="", **{"duration-m": "soon"}))
    assert refused.status_code == 422
    page = text_of(refused)
    assert "Employer: Answer this question" in page
    assert "How long it took: Write how long in hours and minutes" in page
    assert 'value="soon"' in page
    assert 'value="Usher"' in page


def test_asked_in_urdu_the_sentence_is_english(alice, browser):
    browser.post(url("choose_language"), {"language": "ur", "next": url("add")})
    address = f"{url('add_entry', 'phoned_employer')}"
    page = text_of(browser.get(address))
    assert "انہوں نے آپ سے کیا کہا" in page
    sent = {
        "client_id": str(uuid.uuid4()), "date": timezone.localdate().isoformat(), "time": "10:30",
        "employer": "Gaumont", "person": "the manager", "job_type": "usher", "outcome_clause": "to send my CV",
        "step": "save",
    }  # fmt: skip
    assert browser.post(address, sent).status_code == 302
    entry = Entry.objects.get()
    assert words_of(entry).sentence.endswith("They told me to send my CV.")
    assert entry.language == "ur"


def test_something_else_is_an_answer_to_a_choice(alice, browser):
    sent = {
        "client_id": str(uuid.uuid4()), "date": timezone.localdate().isoformat(), "time": "9am", "employer": "Gaumont",
        "person": "the manager", "job_type": "usher", "outcome_clause": "_other",
        "outcome_clause-other": "To ring again on Monday", "step": "save",
    }  # fmt: skip
    assert browser.post(url("add_entry", "phoned_employer"), sent).status_code == 302
    entry = Entry.objects.get()
    assert "at 9am I phoned Gaumont" in words_of(entry).sentence
    assert words_of(entry).sentence.endswith("They told me to ring again on Monday.")
    assert 'value="To ring again on Monday"' in text_of(browser.get(url("change_entry", entry.public_id)))


def test_own_words(alice, browser):
    address = f"{url('add_entry', 'research')}?how=own_words"
    sent = {"client_id": str(uuid.uuid4()), "date": timezone.localdate().isoformat(), "own_words": "i looked around"}
    checked = text_of(browser.post(address, {**sent, "step": "check"}))
    assert "I looked around." in checked
    assert "Add how long it took." in checked
    assert browser.post(address, {**sent, "step": "save", "minutes-m": "15"}).status_code == 302
    assert Entry.objects.get().minutes == 15
    assert browser.post(address, {**sent, "own_words": " ", "step": "save"}).status_code == 302  # kept already
    assert browser.post(address, {**sent, "client_id": str(uuid.uuid4()), "own_words": " "}).status_code == 422


def test_changing_keeps_what_it_said(alice, browser):
    entry = recorded(alice)
    address = url("change_entry", entry.public_id)
    assert 'value="Northgate Foods"' in text_of(browser.get(address))
    assert browser.post(address, answers(step="save")).status_code == 302
    page = text_of(browser.get(url("entry", entry.public_id)))
    assert "What it said before" in page
    assert "Northgate Foods" in page
    assert "the Gaumont" in page


def test_removing_asks_first(alice, browser):
    entry = recorded(alice)
    assert "Remove this entry?" in text_of(browser.get(url("remove_entry", entry.public_id)))
    browser.post(url("remove_entry", entry.public_id))
    assert browser.get(url("entry", entry.public_id)).status_code == 404
    assert "Northgate" not in text_of(browser.get(url("journal")))


def test_other_days(alice, browser):
    entry, today = recorded(alice), timezone.localdate()
    address = url("again", entry.public_id)
    assert browser.post(address, {"client_id": str(uuid.uuid4())}).status_code == 422
    days = [(today - dt.timedelta(days=back)).isoformat() for back in (1, 3, 400)]
    assert browser.post(address, {"client_id": str(uuid.uuid4()), "day": days}).status_code == 302
    assert Entry.objects.count() == 3


def test_proof_is_remade_and_handed_out_to_save(alice, browser):
    entry = recorded(alice)
    photo = SimpleUploadedFile("letter.jpg", with_place(), "image/jpeg")
    browser.post(url("add_files", entry.public_id), {"proof": [photo, SimpleUploadedFile("x.exe", b"MZ\x90")]})
    page = text_of(browser.get(url("entry", entry.public_id)))
    assert "letter.jpg" in page
    assert "is not a photo or a PDF" in page
    kept = entry.files.get()
    handed = browser.get(url("file", kept.public_id))
    assert handed["Content-Disposition"].startswith("attachment")
    assert b"Exif" not in handed.content
    assert "Remove “" in text_of(browser.post(url("remove_file", kept.public_id)))
    browser.post(url("remove_file", kept.public_id), {"_sure": "yes"})
    assert browser.get(url("file", kept.public_id)).status_code == 404


def test_who_added_many_files_is_told_on_the_page_and_by_script_and_keeps_what_is_there(alice, browser, bob):
    def proof(more=b""):
        return {"proof": SimpleUploadedFile("letter.jpg", with_place() + more, "image/jpeg")}

    entry, other = recorded(alice), recorded(bob)
    add = url("add_files", entry.public_id)
    assert browser.post(add, proof(), HTTP_ACCEPT="application/json").json() == {"problems": [], "had": []}
    for _ in range(59):
        assert SenderOfFiles(alice).why_not_looked_at() == ""
    browser.post(add, proof(b"1"))
    page = text_of(browser.get(url("entry", entry.public_id)))
    assert "many files were added from here lately" in page
    assert "letter.jpg" in page
    told = browser.post(add, proof(b"2"), HTTP_ACCEPT="application/json")
    assert told.status_code == 422
    assert "What is here already is kept." in told.json()["problems"][0]
    assert entry.files.count() == 1
    browser_of(bob).post(url("add_files", other.public_id), proof())
    assert other.files.count() == 1


def test_a_photo_for_a_journal_comes_in_parts_and_is_kept_once_though_its_answer_was_lost(alice, browser):
    entry = recorded(alice)
    add, page = url("add_files", entry.public_id), url("entry", entry.public_id)
    assert f'data-begin-url="{FILES}"' in browser.get(page).content.decode()
    posted = {"_arrived-proof": f"{send_parts(browser, PHOTO)} letter.jpg"}
    had = [[], ["We have “letter” already. It is kept once."]]
    assert [browser.post(add, posted, **JSON).json() for _ in had] == [{"problems": [], "had": each} for each in had]
    assert [file.name for file in entry.files.all()] == ["letter.jpg"]
    assert browser.post(add, {"_files_sent": "yes"})["Location"] == page
    assert browser.post(add, {"_arrived-proof": f"{uuid.uuid4()} a.jpg"}, **JSON).status_code == 410


def test_jobs_move_on_to_the_entry_that_tells(alice, browser):
    sent = {"title": "Usher", "employer": "The Gaumont", "place": "Leigh", "status": "saved"}
    browser.post(url("add_job"), sent)
    job = Job.objects.get()
    moved = browser.post(url("move_job", job.public_id), {"status": "applied"})
    assert moved["Location"] == f"{url('add_entry', 'applied')}?job={job.public_id}"
    asked = text_of(browser.get(f"{url('add_entry', 'applied')}?how=apply_online&job={job.public_id}"))
    assert 'value="The Gaumont"' in asked
    job.refresh_from_db()
    assert (job.status, job.applied_on) == ("applied", timezone.localdate())
    browser.post(f"{url('add_entry', 'applied')}?how=apply_online&job={job.public_id}", answers(step="save"))
    assert Entry.objects.get().job == job
    assert "Remove “Usher”?" in text_of(browser.post(url("remove_job", job.public_id)))
    browser.post(url("remove_job", job.public_id), {"_sure": "yes"})
    assert Entry.objects.get().job is None


def test_the_plan_sets_the_week_against_it(alice, browser):
    today = timezone.localdate()
    sent = {"hours": "17.5", "week_starts": "0", "activities": ["applied"], "from_day-day": str(today.day)}
    sent |= {"from_day-month": str(today.month), "from_day-year": str(today.year)}
    assert browser.post(url("change_plan"), sent).status_code == 302
    assert WorkPlan.objects.get().minutes_a_week == 1050
    recorded(alice)
    page = text_of(browser.get(url("journal")))
    assert "<strong>45 minutes</strong> of 17 hours 30 minutes agreed" in page
    assert "16 hours 45 minutes to go." in page
    assert "17 hours 30 minutes" in text_of(browser.get(url("weeks")))


def test_appointments_and_their_calendar(alice, browser):
    day = timezone.localdate() + dt.timedelta(days=3)
    sent = {"what": "Work coach; bring CV", "time": "2.30 pm"}
    sent |= {"day-day": day.day, "day-month": day.month, "day-year": day.year}
    assert browser.post(url("add_appointment"), sent).status_code == 302
    assert browser.post(url("add_appointment"), {**sent, "time": "noonish"}).status_code == 422
    meeting = Appointment.objects.get()
    assert timezone.localtime(meeting.starts_at).hour == 14
    file = browser.get(url("appointment_file", meeting.public_id))
    assert file["Content-Type"].startswith("text/calendar")
    assert rb"SUMMARY:Work coach\; bring CV" in file.content
    browser.post(url("appointment", meeting.public_id), {**sent, "time": "15:00"})
    assert b"SEQUENCE:1" in browser.get(url("calendar")).content


def test_reminders_are_chosen_and_stopped(alice, browser):
    browser.post(url("reminder"), {"day": "0"})
    assert readers.settings_of(alice.resident).reminder_day == 0
    browser.post(url("reminder"), {"day": ""})
    assert readers.settings_of(alice.resident).reminder_day is None


def test_a_helper_sees_and_fills_what_the_grant_says(alice, bob):
    entry = recorded(alice)
    helper = browser_of(bob)
    journal = f"{url('journal')}?of={alice.resident.public_id}"
    assert helper.get(journal).status_code == 404
    grant = helping(bob, alice.resident, Scope.VIEW_JOURNAL)
    page = text_of(helper.get(journal))
    assert "This is the journal of Alice Ashworth." in page
    assert "Northgate Foods" in page
    assert f"/add/?of={alice.resident.public_id}" not in page
    assert AuditEvent.objects.filter(code="jobjournal.journal.opened", delegation=grant).count() == 1
    assert helper.get(f"{url('add')}?of={alice.resident.public_id}").status_code == 403
    assert helper.post(url("change_entry", entry.public_id), answers(step="save")).status_code == 403
    grant.scopes = [Scope.VIEW_JOURNAL, Scope.FILL_JOURNAL]
    grant.save()
    address = f"{url('add_entry', 'applied')}?how=apply_online&of={alice.resident.public_id}"
    saved = helper.post(address, answers(step="save"))
    assert saved["Location"] == journal
    assert Entry.objects.latest("pk").resident == alice.resident


def test_markup_in_entries_is_text(alice, browser):
    recorded(alice, own_words("<script>alert(1)</script> & <b>x</b>"))
    assert b"<script>alert" not in browser.get(url("journal")).content


@pytest.mark.slow
def test_page_after_page_every_entry_once(alice, browser):
    today = timezone.localdate()
    for back in range(60):
        recorded(alice, applied(today - dt.timedelta(days=back // 2)))
    address, found = url("journal"), []
    while address:
        page = browser.get(address).content.decode()
        found += re.findall(r"/journal/entries/([0-9a-f-]{36})/\"", page.split('id="this-week"')[-1])
        address = next(iter(re.findall(r'href="(/journal/before/[^"]+)"', page)), "")
    assert len(found) == len(set(found)) == 60


def test_queries_of_the_journal_do_not_grow(alice, browser, django_assert_max_num_queries):
    set_plan(
        resident=alice.resident, from_day=timezone.localdate(), minutes_a_week=600, activity_keys=[], week_starts=0,
        by=alice,
    )  # fmt: skip
    for _number in range(30):
        recorded(alice)
    browser.get(url("journal"))
    with django_assert_max_num_queries(18):
        browser.get(url("journal"))


def test_saving_an_entry_costs_few_queries(alice, browser):
    address = f"{url('add_entry', 'applied')}?how=apply_online"
    browser.post(address, answers(step="save"))
    with CaptureQueriesContext(connection) as queries:
        assert browser.post(address, answers(step="save")).status_code == 302
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    # Six of these are the platform's own: council, scope, session, user, resident, role. Two are about what was kept of
    # the entry while it was typed.
    assert len(asked) <= 18, "\n".join(asked)
