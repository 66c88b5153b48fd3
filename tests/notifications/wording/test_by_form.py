"""Words that one form has of its own: in messages, letters and statuses from then on, and back to the council's."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actors import system_actor
from accounts.history import last_change
from accounts.models import AuditEvent, Council, SettingChange
from accounts.settling.actions import NothingToChange, undo_change
from casework.deciding.readers.letters import letter_of
from claims.actions.resuming import send_resume_link
from claims.actions.sending import submit_claim
from formspec.models import Form, FormVersion
from notifications import actions, readers
from notifications.models import Message
from notifications.rules import OF_FORMS
from notifications.texts import render_message, with_words
from notifications.wording.actions import drop_words, set_words
from notifications.wording.readers import forms, kinds, letters, own_words, worded_forms
from studio.actions.drafts import start_empty
from studio.models import FormDraft
from studio.readers.drafts import titles_to_come
from tests.casework.deciding.cases import AWARD, checked_claim, fresh, pass_all
from tests.claims.making import fill, small_draft
from tests.people import browser_of

SLUG = "small-form"
LIST = f"/staff/settings/messages/forms/{SLUG}/"
PAGE = f"{LIST}claim_submitted/en-gb/"
OURS = {"subject": "For pets: {reference}", "body": "{council} has it: {reference}."}
COUNCILS = {"subject": "Ours: {reference}", "body": "{council} has “{form}”."}
LETTER = {"subject": "Hello {name}", "body": "About {reference}.", "review": "", "closing": "The full team"}


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def send_small(actor):
    claim = fill(small_draft(actor), actor, {"has_pets": "no"})
    submit_claim(public_id=claim.public_id, by=actor, for_whom="self")
    claim.refresh_from_db()
    return claim


def subjects(actor) -> list[str]:
    """Of every message about it, as its own page has it and as the list in the account has it: they are the same."""
    found = list(with_words(Message.objects.filter(template="claim_submitted", channel="email")).order_by("pk"))
    said = [render_message(each, actor.council).subject for each in found]
    alone = Message.objects.filter(template="claim_submitted", channel="email").order_by("pk")
    assert said == [render_message(each, actor.council).subject for each in alone]
    return said


def test_messages_of_the_form_say_it_from_then_on_and_those_of_others_do_not(omar, alice, bob):
    first = send_small(alice)
    set_words(template="claim_submitted", language="en-gb", **COUNCILS, by=omar)
    assert browser_of(omar).post(PAGE, OURS).url == PAGE
    second = send_small(bob)
    other = checked_claim(alice)
    assert subjects(alice) == [
        f"We have your form: {first.reference}", f"For pets: {second.reference}", f"Ours: {other.reference}",
    ]  # fmt: skip
    drop_words(template="claim_submitted", language="en-gb", form=SLUG, by=omar)
    third = send_small(bob)
    assert subjects(alice)[1::2] == [f"For pets: {second.reference}", f"Ours: {third.reference}"]
    actions.send_due_messages(limit=100, by=system_actor(alice.council, "messages"))
    assert f"For pets: {second.reference}" in {letter.subject for letter in readers.mailbox()}


def test_letters_of_the_form_have_its_words_else_the_councils(alice, aisha, omar, calderbrook):
    claim = checked_claim(alice)
    pass_all(claim, aisha)

    def opening() -> str:
        return letter_of(fresh(claim, aisha), AWARD, calderbrook).blocks[0][1]

    set_words(template="letter_awarded", language="en-gb", **LETTER | {"subject": "Good day {name}"}, by=omar)
    assert opening().startswith("Good day")
    set_words(template="letter_awarded", language="en-gb", form="full-form", **LETTER, by=omar)
    assert opening().startswith("Hello")
    assert letter_of(fresh(claim, aisha), AWARD, calderbrook).blocks[-1][1] == "The full team"
    drop_words(template="letter_awarded", language="en-gb", form="full-form", by=omar)
    assert opening().startswith("Good day")


def test_pages_say_whose_words_hold_and_keep_history_and_undo(omar, alice):
    small_draft(alice)
    set_words(template="claim_submitted", language="en-gb", **COUNCILS, by=omar)
    admin = browser_of(omar)
    assert forms() == {SLUG: "A small form"}
    page = admin.get(LIST).content.decode()
    assert ("the council’s words" in page, "This form’s words" in page, "Your words" in page) == (True, False, False)
    for template in OF_FORMS | letters().keys():
        assert f"{LIST}{template}/en-gb/" in page
    assert f"{LIST}journal_reminder/en-gb/" not in page
    assert "Ours: {reference}" in admin.get(PAGE).content.decode(), "it begins with what holds"
    tried = admin.post(PAGE, OURS | {"preview": "yes"}).content.decode()
    assert "For pets: ABC-2345" in tried
    about = admin.post(PAGE, OURS | {"body": "{council} has “{form}”.", "preview": "yes"}).content.decode()
    assert "has “A small form”." in about, "its own title, not an invented one"
    assert own_words("claim_submitted", "en-gb", SLUG) is None
    admin.post(PAGE, OURS)
    assert "This form’s words" in admin.get(LIST).content.decode()
    assert worded_forms(omar) == {SLUG}
    assert "Own words" in admin.get("/staff/settings/messages/").content.decode()
    assert own_words("claim_submitted", "en-gb").subject == COUNCILS["subject"]
    stale = admin.post(PAGE, OURS | {"subject": "Mine", "seen": "0"})
    assert (stale.status_code, "For pets: {reference}" in stale.content.decode()) == (409, True)
    assert admin.post(f"{PAGE}council/", {"seen": "0"}).url == PAGE
    assert own_words("claim_submitted", "en-gb", SLUG).subject == OURS["subject"], "somebody saved it meanwhile"
    seen = last_change("notifications.words", f"claim_submitted:en-gb:{SLUG}")
    assert admin.post(f"{PAGE}council/", {"seen": seen}).url == PAGE
    assert own_words("claim_submitted", "en-gb", SLUG) is None
    change = SettingChange.objects.filter(code="notifications.words").latest("pk")
    assert (change.before, change.after) == (OURS, None)
    assert change.name == "A small form: We have your form: {reference} (English)"
    undo_change(key=change.pk, by=omar)
    assert own_words("claim_submitted", "en-gb", SLUG).subject == OURS["subject"]
    undo_change(key=SettingChange.objects.latest("pk").pk, by=omar)
    assert own_words("claim_submitted", "en-gb", SLUG) is None
    assert AuditEvent.objects.filter(code="notifications.words.set", detail__form=SLUG).count() == 2


def test_a_form_has_its_words_before_it_is_published_and_a_link_to_a_draft_has_them_too(omar, alice, calderbrook):
    draft = start_empty(title="Garden waste", by=omar)
    slug, admin = draft.form.slug, browser_of(omar)
    assert (titles_to_come(), forms()) == ({slug: "Garden waste"}, {slug: "Garden waste"})
    settings_page = admin.get(f"/staff/studio/{slug}/settings/").content.decode()
    page = f"/staff/settings/messages/forms/{slug}/resume_link/en-gb/"
    for address in (f"/staff/settings/messages/forms/{slug}/", f"/staff/settings/words/forms/{slug}/"):
        assert address in settings_page
        assert "Garden waste" in admin.get(address).content.decode()
    ours = {"subject": "Your bins", "body": "{council}: go on here: {link}"}
    assert admin.post(page, ours).url == page
    small = small_draft(alice)
    assert forms().keys() == {SLUG, slug}
    set_words(template="resume_link", language="en-gb", form=SLUG, subject="Pets", body=ours["body"], by=omar)
    send_resume_link(
        public_id=small.public_id,
        channel="email",
        contact="a@example.org",
        address="https://x.example/{token}",
        by=alice,
    )
    actions.send_due_messages(limit=9, by=system_actor(alice.council, "messages"))
    assert [(letter.subject, "go on here: https://x.example/" in letter.text) for letter in readers.mailbox()] == [
        ("Pets", True)
    ]
    FormDraft.objects.update(source=draft.source | {"kind": "check"})
    assert forms().keys() == {SLUG}, "on a check nobody claims"
    assert f"forms/{slug}/" not in admin.get(f"/staff/studio/{slug}/settings/").content.decode()


def test_only_of_forms_that_there_are_and_of_what_is_written_about_them(omar, aisha, alice):
    small_draft(alice)
    for wrong in ({"form": "nothing"}, {"template": "journal_reminder"}):
        given = {"template": "claim_submitted", "form": SLUG} | wrong
        with pytest.raises(Http404):
            set_words(language="en-gb", **OURS, **given, by=omar)
    with pytest.raises(PermissionDenied):
        set_words(template="claim_submitted", language="en-gb", form=SLUG, **OURS, by=aisha)
    assert browser_of(omar).get("/staff/settings/messages/forms/nothing/").status_code == 404
    context = {"form": SLUG}
    with pytest.raises(ValueError, match="no words of a form"):
        actions.notify(resident=alice.resident, template="journal_reminder", context=context, by=alice)
    assert kinds().keys() > OF_FORMS
    assert Form.objects.filter(slug=SLUG).exists()


def test_what_was_about_a_form_or_language_that_went_is_not_put_back_and_that_is_said(omar, alice):
    small_draft(alice)
    about = {"template": "claim_submitted", "form": SLUG, "by": omar}
    set_words(language="en-gb", **OURS, **about)
    set_words(language="cy", **OURS, **about)
    english, welsh = SettingChange.objects.order_by("pk")
    FormVersion.objects.update(state=FormVersion.State.RETIRED)
    council = Council.objects.get(pk=omar.council.pk)
    council.languages = ["en-gb"]
    council.save(update_fields=["languages"])
    admin = browser_of(omar)
    for change in (english, welsh):
        answer = admin.post(f"/staff/settings/history/{change.pk}/undo/", {"_sure": "yes"}, follow=True)
        assert "is not there any more, so nothing was put back" in answer.content.decode()
    assert SettingChange.objects.count() == 2
    with pytest.raises(NothingToChange):
        undo_change(key=english.pk, by=omar)
    assert own_words("claim_submitted", "en-gb", SLUG).subject == OURS["subject"]
