"""The admin's editor: activities and sentences, tried before they are saved, bad grammar named at the field."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import SettingChange
from jobjournal.actions.library import set_up_journal
from jobjournal.forms.sentence_boxes import LINE, SentenceForm, sentence_initial
from jobjournal.library import LANGUAGES, page_words, starter_activities, starter_sentences
from jobjournal.models import Activity, Entry, SentenceTemplate
from jobjournal.readers.entry_words import words_of
from jobjournal.rules.pieces import pieces_of
from tests.jobjournal.making import recorded
from tests.people import browser_of

pytestmark = pytest.mark.usefixtures("library")

ACTIVITY = {
    "key": "car_boot", "label_en": "Sold at a car boot sale", "label_cy": "Gwerthu", "icon": "bag",
    "counts_as": "work_search", "counts": "yes", "position": "5", "is_active": "on",
}  # fmt: skip


def boxes(text: str, **own: str) -> dict[str, str]:
    """A sentence as its boxes are posted; `own` says which names are the council's own questions, by their number."""
    posted = {}
    for line, piece in enumerate(pieces_of(text)):
        said = (piece.words, own.get(piece.name, piece.name), piece.how, piece.one, piece.many, piece.part)
        posted |= {f"{name}_{line}": value for name, value in zip(LINE, said, strict=True)}
    return posted


SENTENCE = {
    "key": "sold", "position": "10", "is_active": "on",
    **boxes("On {date} I sold {things:thing|things} at {stall}. It took me {duration}.", things="own0", stall="own1"),
    "own_0_en": "How many", "own_0_cy": "Faint", "own_0_type": "number",
    "own_1_en": "Which stall", "own_1_type": "text",
}  # fmt: skip


def url(name, *arguments):
    return reverse(f"jobjournal:{name}", args=arguments)


def test_the_starter_content_is_whole(calderbrook):
    assert Activity.objects.count() == len(starter_activities())
    assert SentenceTemplate.objects.count() == len(starter_sentences())
    for activity in starter_activities():
        assert set(activity["words"]) == set(LANGUAGES)
        assert SentenceTemplate.objects.filter(activity__key=activity["key"]).exists()
    for source in starter_sentences():
        asked = len(source["questions"]) - any(question["name"] == "date" for question in source["questions"])
        assert source["use"] != "entry" or 2 <= asked <= 6, source["key"]
        for question in source["questions"]:
            assert set(question["prompts"]) == set(LANGUAGES)
            for choice in question["choices"]:
                assert set(choice["labels"]) == set(LANGUAGES) - {"en"}
    assert all(set(page_words(code)) == set(page_words("en")) for code in LANGUAGES)


def test_importing_again_keeps_what_the_council_changed(calderbrook):
    Activity.objects.filter(key="applied").update(is_active=False)
    SentenceTemplate.objects.filter(key="could_not").delete()
    assert set_up_journal(by=system_actor(calderbrook, "tests")) == (0, 1)
    assert not Activity.objects.get(key="applied").is_active


def test_an_admin_adds_an_activity_and_a_sentence_that_people_can_use(alice, omar):
    admin = browser_of(omar)
    assert admin.post(url("add_activity"), ACTIVITY).status_code == 302
    tried = admin.post(url("add_sentence", "car_boot"), {**SENTENCE, "step": "try"}).content.decode()
    assert "On Tuesday 17 November I sold 4 things at sample. It took me 1 hour 30 minutes." in tried
    assert not SentenceTemplate.objects.filter(key="sold").exists()
    assert admin.post(url("add_sentence", "car_boot"), {**SENTENCE, "step": "save"}).status_code == 302
    assert "Sold at a car boot sale" in admin.get(url("library")).content.decode()
    person = browser_of(alice)
    assert "Sold at a car boot sale" in person.get(url("add")).content.decode()
    sent = {
        "client_id": str(uuid.uuid4()), "date": timezone.localdate().isoformat(), "how_many": "1",
        "which_stall": "the green", "duration-h": "1", "step": "save",
    }  # fmt: skip
    assert person.post(url("add_entry", "car_boot"), sent).status_code == 302
    assert words_of(Entry.objects.get()).sentence.endswith("I sold 1 thing at the green. It took me 1 hour.")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words_0": "On {date} I met"}, "Leave out { } [ ] and |"),
        ({"words_0": "[[On"}, "Leave out { } [ ] and |"),
        ({"many_1": "a|b"}, "Leave out { } [ ] and |"),
        ({"words_0": "on"}, "Begin the sentence with a capital letter."),
        ({"words_3": "", "answer_3": "", "words_4": ""}, "End the sentence with a full stop."),
        ({"how_2": "count", "one_2": "one", "many_2": "many"}, "Only a number is counted."),
        ({"one_1": ""}, "Write both words: for one and for several"),
        ({"part_4": "begins"}, "has no gap in it"),
        ({"own_1_en": ""}, "Write the question in English"),
        ({"own_1_type": "colour"}, "Select a valid choice"),
        ({"answer_2": "nobody"}, "Select a valid choice"),
        ({"key": "search_site"}, "There is a sentence of this name already"),
        ({"key": "No Good"}, "Use small letters"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(omar, changed, said):
    page = browser_of(omar).post(url("add_sentence", "applied"), {**SENTENCE, **changed, "step": "save"})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not SentenceTemplate.objects.filter(key="sold").exists()


def test_changing_a_sentence_leaves_old_entries_and_hiding_takes_it_off_the_list(alice, omar):
    entry, admin = recorded(alice), browser_of(omar)
    before = words_of(entry).sentence
    displayed = admin.get(url("sentence", "apply_online")).content.decode()
    assert 'value="I applied online for"' in displayed
    assert "{" not in displayed.partition("<main")[2]
    text = "On {date} I sent a form to {employer} for {a:job_title} job."
    changed = {**boxes(text), "position": "1", "step": "save"}
    assert admin.post(url("sentence", "apply_online"), changed).status_code == 302
    entry.refresh_from_db()
    assert words_of(entry).sentence == before
    assert browser_of(alice).get(f"{url('add_entry', 'applied')}?how=apply_online").status_code == 404
    assert browser_of(alice).get(url("change_entry", entry.public_id)).status_code == 200
    fields = {name: value for name, value in ACTIVITY.items() if name not in ("key", "is_active")}
    assert admin.post(url("activity", "applied"), fields).status_code == 302
    assert browser_of(alice).get(url("add_entry", "applied")).status_code == 404
    assert browser_of(alice).get(url("journal")).status_code == 200


def test_a_sentence_that_follows_others_has_no_optional_part(omar):
    text = "Next I will {next_step}[[ on {next_date}]]."
    page = browser_of(omar).post(url("sentence", "next_action"), {**boxes(text), "position": "1", "step": "save"})
    assert page.status_code == 422
    assert "is optional itself" in page.content.decode()


def test_more_lines_keep_what_was_typed_and_judge_nothing(omar):
    browser = browser_of(omar)
    page = browser.post(url("add_sentence", "applied"), {**SENTENCE, "words_0": "on {", "step": "more"})
    words = page.content.decode()
    assert page.status_code == 200
    assert 'value="on {"' in words
    assert 'value="Which stall"' in words
    assert words.count('name="words_') == 8
    assert "govuk-error-message" not in words


def test_every_sentence_is_opened_and_saved_unchanged(omar):
    browser, before = browser_of(omar), {each.key: each for each in SentenceTemplate.objects.all()}
    for key, kept in before.items():
        form = SentenceForm(
            kept=kept.questions, is_new=False, is_add_on=kept.use == "add_on", language="en",
            initial=sentence_initial(kept),
        )  # fmt: skip
        posted = {name: form[name].value() or "" for name in form.fields}
        posted["is_active"] = "on" if kept.is_active else ""
        assert browser.post(url("sentence", key), {**posted, "step": "save"}).status_code == 302, key
    for kept in SentenceTemplate.objects.all():
        assert (kept.text, kept.questions, kept.labels) == (
            before[kept.key].text, before[kept.key].questions, before[kept.key].labels,
        )  # fmt: skip
    assert not SettingChange.objects.filter(code="jobjournal.sentences").exists()


def test_a_question_of_the_councils_own_keeps_its_name_when_it_is_worded_anew(omar):
    browser = browser_of(omar)
    browser.post(url("add_activity"), ACTIVITY)
    browser.post(url("add_sentence", "car_boot"), {**SENTENCE, "step": "save"})
    page = browser.get(url("sentence", "sold")).content.decode()
    assert 'value="how_many"' in page
    changed = {**SENTENCE, "own_0_name": "how_many", "own_0_en": "How many things", "own_1_name": "which_stall"}
    assert browser.post(url("sentence", "sold"), {**changed, "step": "save"}).status_code == 302
    found = SentenceTemplate.objects.get(key="sold")
    assert [each["name"] for each in found.questions] == ["date", "how_many", "which_stall", "duration"]
    assert found.questions[1]["prompts"]["en"] == "How many things"
    library = browser.get(url("library")).content.decode()
    assert "On [date] I sold [how many] at [which stall]. It took me [duration]." in library


def test_other_councils_keep_their_own(omar, sian, southmere):
    assert browser_of(omar).get(url("library")).status_code == 200
    assert "Applied for a job" not in browser_of(sian).get(url("library")).content.decode()
