"""A council's own words of messages: set on a page within bounds, sent from then on, and taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actors import system_actor
from accounts.history import last_change
from accounts.models import AuditEvent, Council, SettingChange
from accounts.settling.actions import undo_change
from notifications import actions, readers
from notifications.models import Message, MessageWords
from notifications.texts import render_message
from notifications.wording.actions import WordedMeanwhile, WrongWords, drop_words, set_words
from notifications.wording.presenters import GROUPS, placeholder_words, preview
from notifications.wording.readers import kinds, own_words, words_of_platform
from tests.claims.browsing import html_of
from tests.people import browser_of

LIST = "/staff/settings/messages/"
PAGE, WELSH = f"{LIST}claim_submitted/en-gb/", f"{LIST}claim_submitted/cy/"
SENT = {"reference": "CAL-1234", "form_title": "Housing Benefit"}
OURS = {"subject": "Thank you: {reference}", "body": "{council} has “{form}”.\n\nCall {phone}.\n\nWe read it soon."}


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def tell(actor, template="claim_submitted", context=SENT, **more) -> list[Message]:
    return actions.notify(resident=actor.resident, template=template, context=context, by=actor, **more)


def sent_to(actor) -> list[readers.Letter]:
    actions.send_due_messages(limit=100, by=system_actor(actor.council, "messages"))
    return readers.mailbox()


@pytest.mark.parametrize("template", kinds())
@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_the_platforms_words_of_every_kind_are_within_the_bounds(calderbrook, template, language):
    kind, words = kinds()[template], words_of_platform(template, language)
    assert set(kind.allowed) <= placeholder_words().keys()
    assert "name" not in kind.allowed
    shown = preview(kind, language, words, calderbrook)
    assert "{" not in shown["text"].subject + shown["text"].body
    assert shown["parts"] >= 1
    titles = [title for title, starts in GROUPS if template.startswith(starts)]
    assert titles


def test_every_kind_can_be_worded_with_what_the_platform_says_of_it(omar):
    for template, kind in kinds().items():
        first = " ".join(f"{{{name}}}" for name in kind.allowed)
        set_words(template=template, language="en-gb", subject="News", body=first, by=omar)
        assert own_words(template, "en-gb").body == first


def test_messages_written_from_then_on_say_it_and_earlier_ones_keep_their_words(omar, alice):
    Council.objects.update(phone="01632 960 001")
    alice.council.refresh_from_db()
    tell(alice)
    browser_of(omar).post(PAGE, OURS)
    tell(alice)
    tell(alice, template="claim_decided", context={"reference": "CAL-1234"})
    subjects = [letter.subject for letter in sent_to(alice) if letter.channel == "email"]
    assert sorted(subjects) == ["News about your claim CAL-1234", "Thank you: CAL-1234", "We have your form: CAL-1234"]
    text = next(letter.text for letter in readers.mailbox() if letter.subject.startswith("Thank"))
    assert text == "Calderbrook Council has “Housing Benefit”.\n\nCall 01632 960 001.\n\nWe read it soon."
    page = browser_of(alice).get("/account/").content.decode()
    assert "Thank you: CAL-1234" in page
    assert "We have your form: CAL-1234" in page


def test_each_language_has_its_own(omar, alice):
    browser_of(omar).post(WELSH, OURS | {"subject": "Diolch: {reference}"})
    assert render_message(tell(alice)[0], alice.council).subject == "We have your form: CAL-1234"
    alice.resident.language = "cy"
    assert render_message(tell(alice)[0], alice.council).subject == "Diolch: CAL-1234"


def test_a_paragraph_without_its_value_is_left_out(omar, alice):
    set_words(template="claim_submitted", language="en-gb", **OURS, by=omar)
    assert not alice.council.phone
    body = render_message(tell(alice)[0], alice.council).body
    assert body == "Calderbrook Council has “Housing Benefit”.\n\nWe read it soon."


def test_words_that_cannot_be_filled_give_way_to_the_platforms(omar, alice):
    body = "{council}: call {phone}."
    set_words(template="claim_submitted", language="en-gb", subject="Call us", body=body, by=omar)
    assert not alice.council.phone
    assert render_message(tell(alice)[0], alice.council).subject == "We have your form: CAL-1234"


def test_a_booking_made_by_phone_stays_in_the_platforms_words_which_have_no_link(omar, alice):
    words = {"subject": "Booked {moment}", "body": "{council}: {promise} {link}"}
    set_words(template="booking_made", language="en-gb", **words, by=omar)
    context = {"starts_at": "2031-03-04T10:30:00+00:00", "way": "phone", "place": "", "address": "https://x.example/b/"}
    own = render_message(tell(alice, "booking_made", context)[0], alice.council)
    assert own.subject.startswith("Booked Tuesday")
    assert "https://x.example/b/" in own.body
    by_phone = render_message(tell(alice, "booking_made", context | {"by_phone": "yes"})[0], alice.council)
    assert "https://x.example/b/" not in by_phone.body


WRONG = {
    "another placeholder": ("body", "{council}: {status}", "{status} is none of the placeholders"),
    "somebody’s name": ("body", "{council}: dear {name}", "{name} is none of the placeholders"),
    "in the subject": ("subject", "Hello {code}", "{code} is none of the placeholders"),
    "template language": ("body", "{council} {{ settings.SECRET_KEY }}{% debug %}", "Use { and } around placeholders"),
    "a loose brace": ("body", "{council} {", "Use { and } around placeholders"),
    "an address": ("body", "{council}: see https://evil.example/", "Take the address out"),
    "a bare address": ("body", "{council}: see WWW.evil.example", "Take the address out"),
    "an e-mail address": ("body", "{council}: write to joan@example.org", "Take the address out"),
    "nobody writes": ("body", "We have it.", "Put {council} into the first paragraph"),
    "only later": ("body", "We have it.\n\n{council}", "Put {council} into the first paragraph"),
    "no words": ("body", "", "Write the words of the message"),
    "no subject": ("subject", " ", "Write a subject"),
    "too long for a text": ("body", "{council} " + "x" * 600, "Shorten the first paragraph"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_no_message_may_say_is_refused_beside_its_box(omar, wrong):
    field, typed, said = WRONG[wrong]
    page = browser_of(omar).post(PAGE, OURS | {field: typed})
    words = page.content.decode().replace("&#x27;", "'")
    assert page.status_code == 422
    assert said in words
    assert f'href="#id_{field}"' in words
    assert not MessageWords.objects.exists()


def test_a_link_cannot_be_worded_away(omar):
    page = browser_of(omar).post(f"{LIST}resume_link/en-gb/", {"subject": "Go on", "body": "{council}\n\n{link}"})
    assert "Put {link} into the first paragraph" in page.content.decode()
    with pytest.raises(WrongWords):
        set_words(template="resume_link", language="en-gb", subject="Go on", body="{council}", by=omar)


def test_a_message_to_an_address_that_somebody_typed_names_nobody(omar, alice):
    for template in ("helper_invited", "partner_asked", "resume_link", "journal_share_link", "take_over_code"):
        assert set(kinds()[template].allowed) <= {"council", "phone", "site", "link", "code", "days"}
    words = {"subject": "{council}", "body": "{council}: {link}"}
    set_words(template="helper_invited", language="en-gb", **words, by=omar)
    context = {"url": "https://calderbrook.example/invited/abc/", "days": "7"}
    tell(alice, "helper_invited", context, channels=["email"], to="bob@example.org")
    letter = next(each for each in sent_to(alice) if each.to == "bob@example.org")
    assert letter.text == "Calderbrook Council: https://calderbrook.example/invited/abc/"
    assert alice.resident.email not in letter.text


def test_script_and_markup_stay_letters_in_page_and_mail(omar, alice):
    script = "<script>alert(1)</script><b>&amp;"
    words = {"subject": script, "body": f"{{council}} {script}\n\n[x](javascript:1) {script}"}
    admin = browser_of(omar)
    assert "<script>alert" not in admin.post(PAGE, words | {"preview": "yes"}).content.decode()
    assert admin.post(PAGE, words).status_code == 302
    tell(alice)
    letter = next(each for each in sent_to(alice) if each.channel == "email")
    assert (letter.subject, script in letter.text) == (script, True)
    for browser, page in ((browser_of(alice), "/account/"), (admin, PAGE), (admin, "/staff/settings/history/")):
        shown = browser.get(page).content.decode()
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert" not in shown
        assert "<b>&amp;" not in shown


def test_a_title_with_a_placeholder_in_it_is_only_words(omar, alice):
    set_words(template="claim_submitted", language="en-gb", **OURS, by=omar)
    text = render_message(tell(alice, context=SENT | {"form_title": "{phone} {{ x }}"})[0], alice.council)
    assert "has “{phone} {{ x }}”" in text.body


def test_the_page_puts_a_placeholder_in_previews_and_counts_parts(omar):
    browser = browser_of(omar)
    put = browser.post(PAGE, OURS | {"put": "reference", "body": "{council}:"}).content.decode()
    assert "{council}: {reference}</textarea>" in put
    tried = browser.post(PAGE, OURS | {"body": "{council}: ŵ " + "x" * 60, "preview": "yes"}).content.decode()
    assert "not saved yet" in tried
    assert "sent in 2 parts" in " ".join(tried.split())
    assert not MessageWords.objects.exists()
    assert browser.post(PAGE, OURS | {"put": "status"}).status_code == 302


def test_the_list_says_whose_words_each_is_in(omar):
    browser = browser_of(omar)
    assert "Your words" not in browser.get(LIST).content.decode()
    browser.post(PAGE, OURS)
    page = browser.get(LIST).content.decode()
    assert page.count("Your words") == 1
    groups = [" ".join(each.text.split()) for each in html_of(browser.get(LIST)).all("summary") if "(" in each.text]
    assert len(groups) == len(GROUPS) + 1, "folded, or a phone scrolls for ever"
    assert [words for words in groups if "1 is in your words" in words] == [
        next(words for words in groups if words.endswith("(Claims, papers and estimates)"))
    ]
    outside = html_of(browser.get(LIST)).one("main")
    links = [each for each in outside.all("a") if each.attrs.get("href", "").endswith("/en-gb/")]
    inside = [link for fold in outside.all("details") for link in fold.all("a")]
    assert links
    assert all(any(link is each for each in inside) for link in links)
    assert "Use the platform’s words" in browser.get(PAGE).content.decode()


def test_back_to_the_platforms_words_with_one_press_and_undone(omar, alice):
    browser = browser_of(omar)
    browser.post(PAGE, OURS)
    stale = browser.post(f"{PAGE}platform/", {"seen": "0"}, follow=True).content.decode()
    assert "Somebody saved other words" in stale
    assert own_words("claim_submitted", "en-gb").subject == OURS["subject"]
    browser.post(f"{PAGE}platform/", {"seen": last_change("notifications.words", "claim_submitted:en-gb")})
    assert own_words("claim_submitted", "en-gb") is None
    assert render_message(tell(alice)[0], alice.council).subject == "We have your form: CAL-1234"
    change = SettingChange.objects.filter(code="notifications.words").latest("pk")
    assert (change.before, change.after) == (OURS, None)
    undo_change(key=change.pk, by=omar)
    assert own_words("claim_submitted", "en-gb").subject == OURS["subject"]
    undo_change(key=SettingChange.objects.filter(code="notifications.words").latest("pk").pk, by=omar)
    assert own_words("claim_submitted", "en-gb") is None
    codes = AuditEvent.objects.filter(code__startswith="notifications.words").order_by("pk")
    assert [event.code.rpartition(".")[2] for event in codes] == ["set", "dropped", "set", "dropped"]


def test_the_same_words_again_change_nothing(omar):
    for _time in range(2):
        set_words(template="claim_submitted", language="en-gb", **OURS, by=omar)
    assert MessageWords.objects.count() == SettingChange.objects.filter(code="notifications.words").count() == 1


def test_of_two_admins_the_second_sees_what_the_first_saved(omar):
    browser = browser_of(omar)
    set_words(template="claim_submitted", language="en-gb", **OURS, by=omar)
    page = browser.post(PAGE, OURS | {"subject": "Mine", "seen": "0"})
    assert page.status_code == 409
    assert "Thank you: {reference}" in page.content.decode()
    assert 'value="Mine"' in page.content.decode()
    with pytest.raises(WordedMeanwhile):
        set_words(template="claim_submitted", language="en-gb", subject="Mine", body=OURS["body"], by=omar, seen=0)
    seen = SettingChange.objects.latest("pk").pk
    assert browser.post(PAGE, OURS | {"subject": "Mine", "seen": str(seen)}).status_code == 302


def test_only_who_manages_the_council_and_only_kinds_and_languages_that_there_are(omar, aisha, calderbrook):
    with pytest.raises(PermissionDenied):
        set_words(template="claim_submitted", language="en-gb", **OURS, by=aisha)
    with pytest.raises(PermissionDenied):
        drop_words(template="claim_submitted", language="en-gb", by=aisha)
    for template, language in (("_booking_phone", "en-gb"), ("nothing", "en-gb"), ("claim_submitted", "pl")):
        with pytest.raises(Http404):
            set_words(template=template, language=language, **OURS, by=omar)
    browser = browser_of(omar)
    assert browser.get(f"{LIST}claim_submitted/pl/").status_code == 404
    assert browser.get(f"{LIST}mailbox/en-gb/").status_code == 404
