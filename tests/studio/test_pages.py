"""The studio's pages: each opens, does what it says, and says why not."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from studio.models import FormDraft
from studio.rules.finding import all_of, digest, named_of, page_of, part_of, question_of
from tests.people import browser_of
from tests.studio.making import FSM, draft_of


@pytest.fixture
def draft(omar):
    return draft_of(omar)


@pytest.fixture
def browser(omar, draft):
    return browser_of(omar)


def url(name: str, *args: str) -> str:
    return reverse(f"studio:{name}", args=[FSM, *args])


def source() -> dict:
    return FormDraft.objects.get(form__slug=FSM).source


def labels() -> list[str]:
    return [question["label"] for question, _section, _group in all_of(source())]


def seen(kind: str, key: str = "") -> str:
    return digest(part_of(source(), kind, key))


def typed(browser, address: str) -> dict[str, str]:
    """What the page's own form would post."""
    form = browser.get(address).context["form"]
    values = {name: form.initial.get(name, form.fields[name].initial) for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


def test_a_form_is_started_empty_or_as_a_copy_and_begun_from_what_is_published(browser, omar):
    page = browser.get(reverse("studio:start")).content.decode()
    assert "A copy of “Free school meals”" in page
    answer = browser.post(reverse("studio:start"), {"title": "Garden waste", "start": ""})
    assert answer.url == reverse("studio:map", args=["garden-waste"])
    answer = browser.post(reverse("studio:start"), {"title": "Meals", "start": FSM})
    assert "Free school meals" not in browser.get(answer.url).context["draft"].source["title"]
    assert browser.post(reverse("studio:start"), {"title": ""}).status_code == 422
    FormDraft.objects.filter(form__slug=FSM).delete()
    assert browser.post(url("begin")).url == url("map")
    assert browser.get(reverse("studio:forms")).status_code == 200


def test_the_map_shows_everything_with_its_condition_and_its_length(browser):
    page = browser.get(url("map")).content.decode()
    for label in labels():
        assert label in html.unescape(page)
    assert "Shown when:" in page
    assert re.search(r"At\s+most \d+ questions, \d+ minutes", page)


def test_a_question_is_changed_and_undone(browser):
    before = next(label for label in labels() if label in source()["translations"]["cy"])
    key = next(question["key"] for question, _section, _group in all_of(source()) if question["label"] == before)
    values = typed(browser, url("question", key)) | {"label": "What are you called?", "hint": "All of it"}
    assert browser.post(url("question", key), values).status_code == 302
    assert question_of(source(), key)["label"] == "What are you called?"
    page = browser.get(url("map")).content.decode()
    assert "Welsh is out of date" in page
    number = browser.get(url("map")).context["last"].number
    browser.post(url("undo"), {"number": number})
    assert question_of(source(), key)["label"] == before
    answer = browser.post(url("undo"), {"number": number}, follow=True)
    assert "Nothing was taken back" in answer.content.decode()


def test_what_is_typed_wrongly_is_said_at_its_box(browser):
    key = source()["sections"][0]["questions"][0]["key"]
    answer = browser.post(url("question", key), {"label": "", "seen": seen("question", key)})
    assert answer.status_code == 422
    assert "Write what you ask" in answer.content.decode()


def test_the_forms_words_a_section_and_a_page_are_changed(browser):
    browser.post(url("words"), typed(browser, url("words")) | {"title": "Meals", "before_you_start": "A pen\n\nPaper"})
    assert (source()["title"], source()["before_you_start"]) == ("Meals", ["A pen", "Paper"])
    section = source()["sections"][0]
    browser.post(url("section", section["key"]), typed(browser, url("section", section["key"])) | {"title": "Me"})
    assert source()["sections"][0] == section | {"title": "Me"}
    page = section["pages"][0]["key"]
    browser.post(url("page", page), typed(browser, url("page", page)) | {"title": "Mine"})
    assert page_of(source(), page)[0]["title"] == "Mine"


def test_sections_pages_questions_and_choices_are_added(browser):
    new = {"title": "Pets", "label": "Which pets have you?", "type": "multi_choice"}
    assert browser.post(url("add_section"), new).status_code == 302
    section = source()["sections"][-1]
    assert (section["key"], section["pages"][0]["key"]) == ("pets", "pets")
    browser.post(url("add_page", "pets"), {"title": "Cats", "label": "How many cats?", "type": "number"})
    on_map = browser.post(url("add_question", "cats"), {"label": "Are they well?", "type": "yes_no"})
    assert on_map.url.endswith("#question-are_they_well") or on_map.url == url("map")
    kind = browser.post(url("add_question", "pets"), {"label": "Which kind is it?", "type": "choice"})
    assert kind.url == url("question", "which_kind_is_it"), "its choices are still nobody's"
    assert "Write its choices now" in browser.get(kind.url).content.decode()
    assert page_of(source(), "cats")[0]["questions"] == ["how_many_cats", "are_they_well"]
    key = section["questions"][0]["key"]
    browser.post(url("add_option", key), {"label": "A tortoise"})
    assert [option["value"] for option in question_of(source(), key)["options"]] == ["yes", "no", "a_tortoise"]
    address = url("option", key, "a_tortoise")
    browser.post(address, typed(browser, address) | {"label": "Tortoises"})
    browser.post(address, {"label": "Tortoises", "move": "up"})
    options = question_of(source(), key)["options"]
    assert [(option["value"], option["label"]) for option in options][1] == ("a_tortoise", "Tortoises")
    browser.post(url("add_page", "pets"), {"title": "Dogs", "label": "Dogs", "type": "repeating_group"})
    browser.post(url("add_field", "dogs"), {"label": "How old is the dog?", "type": "number"})
    assert [field["key"] for field in question_of(source(), "dogs")["fields"]] == ["dogs_name", "how_old_is_the_dog"]


def test_a_question_that_is_nearly_there_is_added_only_when_that_is_meant(browser):
    section = source()["sections"][0]
    page, label = section["pages"][0]["key"], section["questions"][0]["label"]
    answer = browser.post(url("add_question", page), {"label": label, "type": "text"})
    assert answer.status_code == 422
    assert "already" in answer.content.decode()
    answer = browser.post(url("add_question", page), {"label": label, "type": "text", "anyway": "on"})
    assert answer.status_code == 302


def test_parts_are_moved_by_buttons_and_by_dragging(browser):
    first = source()["sections"][0]["key"]
    key = source()["sections"][-1]["pages"][0]["key"]
    browser.post(url("add_question", key), {"label": "Anything else at all?", "type": "text"})
    browser.post(url("add_question", key), {"label": "And what colour?", "type": "text"})
    browser.post(url("move"), {"move": "question:and_what_colour:up"})
    assert page_of(source(), key)[0]["questions"][-2:] == ["and_what_colour", "anything_else_at_all"]
    browser.post(url("move"), {"move": f"drag:anything_else_at_all:{key}:0"})
    assert page_of(source(), key)[0]["questions"][0] == "anything_else_at_all"
    answer = browser.post(url("move"), {"move": f"section:{first}:up"}, follow=True)
    assert "It cannot go any further" in answer.content.decode()
    for nonsense in ("", "none", "drag:a:b:c", "question:nothing:up", "drag:and_what_colour:nowhere:1"):
        assert browser.post(url("move"), {"move": nonsense}).status_code == 302


def test_a_type_changes_only_where_nobody_can_have_answered(browser):
    key = source()["sections"][0]["questions"][0]["key"]
    answer = browser.post(url("question_type", key), {"type": "text"})
    assert answer.status_code == 422
    assert "People have answered this question" in answer.content.decode()
    browser.post(url("add_section"), {"title": "Pets", "label": "Which pets?", "type": "text"})
    assert browser.post(url("question_type", "which_pets"), {"type": "choice"}).status_code == 302
    assert question_of(source(), "which_pets")["type"] == "choice"
    assert browser.get(url("question_type", key)).status_code == 200


def test_a_condition_is_built_from_choices_named_and_used_again(browser):
    browser.post(url("add_section"), {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    browser.post(url("add_page", "pets"), {"title": "Cat", "label": "What is it called?", "type": "text"})
    browser.post(url("add_question", "cat"), {"label": "How old is it?", "type": "number"})
    address = url("condition", "question", "what_is_it_called")
    assert "It is always shown." in browser.get(address).content.decode()
    asking = f"{address}?ask=q:have_you_a_cat"
    page = browser.get(asking)
    assert "is one of" in page.content.decode()
    values = {"test": "is", "values": "yes", "seen": page.context["seen"]}
    assert browser.post(asking, values).status_code == 302
    assert question_of(source(), "what_is_it_called")["show_if"] == {
        "q": "have_you_a_cat", "op": "equals", "value": "yes"
    }  # fmt: skip
    assert "“Have you a cat?” is yes" in browser.get(address).content.decode()
    browser.post(url("name_condition", "what_is_it_called"), {"name": "Has a cat"})
    assert named_of(source(), "has_a_cat")["name"] == "Has a cat"
    address = url("condition", "question", "how_old_is_it") + "?ask=named:has_a_cat"
    assert browser.post(address, {"seen": browser.get(address).context["seen"]}).status_code == 302
    assert question_of(source(), "how_old_is_it")["show_if"] == {"named": "has_a_cat"}
    assert "Has a cat" in browser.get(url("map")).content.decode()
    assert "“Have you a cat?” is yes" in browser.get(url("named_list")).content.decode()
    browser.post(url("named", "has_a_cat"), typed(browser, url("named", "has_a_cat")) | {"name": "Keeps a cat"})
    assert question_of(source(), "how_old_is_it")["show_if"] == {"named": "has_a_cat"}
    page = browser.post(url("remove"), {"remove": "named:has_a_cat"}).content.decode()
    assert "How old is it?" in page


def test_parts_of_a_condition_are_joined_and_taken_away(browser):
    browser.post(url("add_section"), {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    browser.post(url("add_page", "pets"), {"title": "Dog", "label": "How many dogs?", "type": "number"})
    browser.post(url("add_question", "dog"), {"label": "What do they eat?", "type": "text"})
    address = url("condition", "question", "what_do_they_eat")
    for ask, values in (
        ("q:have_you_a_cat", {"test": "is", "values": "yes"}),
        ("q:how_many_dogs", {"test": "is_not", "number": "0"}),
    ):
        posted = values | {"seen": browser.get(address).context["seen"]}
        assert browser.post(f"{address}?ask={ask}", posted).status_code == 302
    browser.post(address, {"how": "any", "seen": browser.get(address).context["seen"]})
    assert [*question_of(source(), "what_do_they_eat")["show_if"]] == ["any"]
    browser.post(address, {"drop": "0", "seen": browser.get(address).context["seen"]})
    shown = question_of(source(), "what_do_they_eat")["show_if"]
    assert shown == {"q": "how_many_dogs", "op": "not_equals", "value": 0}
    answer = browser.post(
        f"{address}?ask=q:have_you_a_cat", {"test": "is", "seen": seen("question", "what_do_they_eat")}
    )
    assert answer.status_code == 422
    assert "Choose the answer" in answer.content.decode()


def test_only_earlier_questions_are_offered(browser):
    questions = [question for section in source()["sections"] for question in section["questions"]]
    first, last = questions[0], questions[-1]
    asked = dict(browser.get(url("condition", "question", first["key"])).context["ask"].fields["ask"].choices[1][1])
    assert asked == {}
    page = browser.get(url("condition", "question", last["key"]) + f"?ask=q:{last['key']}")
    assert "when its answer" not in page.content.decode().lower()


def test_a_choice_has_a_condition_too(browser):
    browser.post(url("add_section"), {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    browser.post(url("add_page", "pets"), {"title": "Food", "label": "What does it eat?", "type": "choice"})
    address = url("option_condition", "what_does_it_eat", "no") + "?ask=q:have_you_a_cat"
    browser.post(address, {"test": "is", "values": "no", "seen": browser.get(address).context["seen"]})
    option = question_of(source(), "what_does_it_eat")["options"][1]
    assert option["show_if"] == {"q": "have_you_a_cat", "op": "equals", "value": "no"}
    assert "“Have you a cat?” is no" in browser.get(url("question", "what_does_it_eat")).content.decode()


def test_removing_shows_every_use_and_asks_again_when_they_change(browser):
    browser.post(url("add_section"), {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    browser.post(url("add_page", "pets"), {"title": "Cat", "label": "What is it called?", "type": "text"})
    address = url("condition", "question", "what_is_it_called") + "?ask=q:have_you_a_cat"
    browser.post(address, {"test": "is", "values": "yes", "seen": browser.get(address).context["seen"]})
    page = browser.post(url("remove"), {"remove": "question:have_you_a_cat"})
    assert "“What is it called?” is shown only with certain answers." in page.content.decode()
    answer = browser.post(url("remove"), {"remove": "question:have_you_a_cat", "_sure": "yes", "seen": "older"})
    assert answer.status_code == 409
    assert question_of(source(), "have_you_a_cat")
    hidden = page.context["hidden"]
    assert browser.post(url("remove"), hidden).status_code == 302
    assert "show_if" not in question_of(source(), "what_is_it_called")
    assert browser.post(url("remove"), {"remove": "question:have_you_a_cat"}).status_code == 404


def test_a_question_is_copied_from_the_bank(browser):
    page = source()["sections"][-1]["pages"][-1]["key"]
    browser.post(url("add_section"), {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    page = browser.get(url("bank", "pets") + "?q=landlord").content.decode()
    assert "landlord" in page
    assert "No form asks that" in browser.get(url("bank", "pets") + "?q=xylophone").content.decode()
    answer = browser.post(url("bank", "pets"), {"copy": "housing-benefit:landlord_name"}, follow=True)
    assert "Added to “Pets”." in answer.content.decode()
    assert question_of(source(), "landlord_name")["copied_from"]["form"] == "housing-benefit"
    assert browser.post(url("bank", "pets"), {"copy": "nothing:here"}).status_code == 404


def test_a_draft_is_thrown_away_and_what_is_published_stays(browser, draft):
    browser.post(url("words"), typed(browser, url("words")) | {"title": "Meals"})
    assert browser.get(url("publish")).status_code == 200
    page = browser.get(url("delete"))
    assert "What is published stays" in page.content.decode()
    assert browser.post(url("delete"), page.context["hidden"]).status_code == 302
    assert not FormDraft.objects.exists()
    assert draft.form.versions.get(state="published").spec["title"] == "Free school meals"


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("section", ["nothing"]), ("page", ["nothing"]), ("question", ["nothing"]), ("add_page", ["nothing"]),
        ("add_question", ["nothing"]), ("bank", ["nothing"]), ("question_type", ["nothing"]), ("named", ["nothing"]),
        ("condition", ["question", "nothing"]), ("condition", ["page", "nothing"]), ("option", ["children", "nothing"]),
        ("option_condition", ["children", "nothing"]), ("name_condition", ["nothing"]), ("add_field", ["nothing"]),
        ("add_option", ["nothing"]),
    ],
)  # fmt: skip
def test_what_is_not_in_the_form_is_404(browser, name, args):
    assert browser.get(url(name, *args)).status_code == 404


def test_of_each_use_of_what_is_removed_is_said_whether_it_goes_too(browser):
    browser.post(url("add_section"), {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    for label in ("What is the cat called?", "How old is it now?", "Who feeds it?"):
        browser.post(url("add_question", "pets"), {"label": label, "type": "yes_no"})
    shown = {"what_is_the_cat_called": "have_you_a_cat", "how_old_is_it_now": "have_you_a_cat",
             "who_feeds_it": "how_old_is_it_now"}  # fmt: skip
    for key, asked in shown.items():
        address = url("condition", "question", key)
        browser.post(f"{address}?ask=q:{asked}", {"seen": seen("question", key), "test": "is", "values": "yes"})
    remove = {"remove": "question:have_you_a_cat"}
    first = browser.post(url("remove"), remove)
    assert first.content.decode().count("It goes too.") == 2
    said = {**first.context["hidden"], "use-what_is_the_cat_called": "stays", "use-how_old_is_it_now": "goes"}
    second = browser.post(url("remove"), said)
    page = html.unescape(second.content.decode())
    assert "These questions go too:" in page
    assert "“Who feeds it?” is shown only with certain answers." in page, "what used what goes along is shown too"
    assert "have_you_a_cat" in str(source())
    sure = {**second.context["hidden"], "along": second.context["along"]}
    assert browser.post(url("remove"), sure).url == url("map")
    left = {question["key"]: question for question, _section, _group in all_of(source())}
    assert not {"have_you_a_cat", "how_old_is_it_now"} & left.keys()
    assert "show_if" not in left["what_is_the_cat_called"]
    assert "show_if" not in left["who_feeds_it"]
    answer = browser.post(url("remove"), {"remove": "question:who_feeds_it", "along": ["nothing"]})
    assert answer.status_code == 404


def test_of_each_use_of_a_choice_is_said_whether_it_goes_too(browser):
    page, choice = url("add_section"), "use-which_kind"
    browser.post(page, {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    browser.post(url("add_question", "pets"), {"label": "Which pet have you?", "type": "choice"})
    for label in ("Which kind?", "How old is it now?", "Who feeds it?"):
        browser.post(url("add_question", "pets"), {"label": label, "type": "text"})
    for key in ("which_kind", "how_old_is_it_now", "who_feeds_it"):
        address = url("condition", "question", key)
        said = {"seen": seen("question", key), "test": "is", "values": "no"}
        browser.post(f"{address}?ask=q:which_pet_have_you", said)
    first = browser.post(url("remove"), {"remove": "option:which_pet_have_you:no"})
    assert first.content.decode().count("It goes too.") == 3
    said = {**first.context["hidden"], choice: "goes", "use-how_old_is_it_now": "stays", "use-who_feeds_it": "goes"}
    second = browser.post(url("remove"), said)
    assert second.content.decode().count("It goes too.") == 1
    sure = {**second.context["hidden"], "along": second.context["along"]}
    assert browser.post(url("remove"), sure).url == url("map")
    left = {question["key"]: question for question, _section, _group in all_of(source())}
    assert not {"which_kind", "who_feeds_it"} & left.keys()
    assert "show_if" not in left["how_old_is_it_now"]
    assert [option["value"] for option in left["which_pet_have_you"]["options"]] == ["yes"]
    draft = FormDraft.objects.get(form__slug=FSM)
    itself = {"remove": "option:which_pet_have_you:yes", "along": ["which_pet_have_you"]}
    browser.post(url("remove"), itself | {"_sure": "yes"})
    assert FormDraft.objects.get(pk=draft.pk).source == draft.source


def test_of_each_use_of_a_question_in_rows_is_said_whether_it_goes_too(browser):
    for label in ("Is the child ill?", "What is it?", "Since when?"):
        browser.post(url("add_field", "children"), {"label": label, "type": "yes_no"})
    for key in ("what_is_it", "since_when"):
        address = url("condition", "question", key)
        said = {"seen": seen("question", key), "test": "is", "values": "yes"}
        browser.post(f"{address}?ask=q:is_the_child_ill", said)
    assert "show_if" in question_of(source(), "since_when")
    first = browser.post(url("remove"), {"remove": "question:is_the_child_ill"})
    assert first.content.decode().count("It goes too.") == 2
    second = browser.post(url("remove"), {**first.context["hidden"], "use-what_is_it": "goes"})
    browser.post(url("remove"), {**second.context["hidden"], "along": second.context["along"]})
    left = [field["key"] for field in question_of(source(), "children")["fields"]]
    assert not {"is_the_child_ill", "what_is_it"} & {*left}
    assert "since_when" in left
    assert "show_if" not in question_of(source(), "since_when")
    every = browser.post(url("remove"), {"remove": f"question:{left[0]}", "along": left[1:]})
    assert "A row asks at least one question." in every.content.decode()
