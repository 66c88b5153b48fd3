"""A draft is tried page by page as residents see it, and nothing of it goes anywhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent
from core.tenancy import council_scope
from formspec.rules.sources.yaml_text import yaml_of
from studio.actions.editing import delete_draft
from studio.models import FormDraft, TryOut
from studio.trying.actions.trying import DAYS_KEPT, add_row, delete_old_try_outs, save_typed
from studio.trying.readers.trials import trial_for
from studio.trying.tasks import delete_old
from tests.claims.browsing import html_of
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of, make_staff
from tests.studio.publishing.drafting import SLUG, draft_of

MOST_QUERIES = 15
NAME = {"_base-name": "0", "_base-dob": "0", "_base-nino": "0", "name-first": "Ann", "name-last": "Invented",
        "dob-day": "1", "dob-month": "2", "dob-year": "1980", "nino": ""}  # fmt: skip
PETS = {"_base-has_pets": "0", "_base-pet_kind": "0", "has_pets": "yes", "pet_kind": "Cats"}


def with_welsh(source) -> None:
    source["translations"] = {"cy": {"Your full name": "Eich enw llawn"}, "ar": {"Your full name": "اسمك الكامل"}}


def with_paper(source) -> None:
    source["evidence"] = [{"id": "pet_paper", "name": "Your pet’s passport"}]
    source["sections"][0]["questions"][4]["evidence"] = ["pet_paper"]


def with_keys(source) -> None:
    """As every draft of the studio has them."""
    for number, page in enumerate(source["sections"][0]["pages"]):
        page["key"] = f"page-{number}"


@pytest.fixture
def browser(omar):
    draft_of(omar, with_keys, with_welsh, with_paper)
    return browser_of(omar)


def at(name: str, *args: str) -> str:
    return reverse(f"studio:{name}", args=[SLUG, *args])


def text_of(response) -> str:
    return " ".join(html_of(response).one("body").text.split())


def pages_of(omar) -> list[str]:
    return list(trial_for(omar, SLUG, "en-gb").spec.pages)


def fill_in(browser, omar) -> str:
    """Everything, page by page; where the last page leads."""
    you, pets, each, pay = pages_of(omar)
    assert browser.post(at("try_page", you), NAME).url == at("try_page", pets)
    assert browser.post(at("try_page", pets), PETS).url == at("try_row", each, "1")
    named = browser.post(at("try_row", each, "1"), {"_base-pet_name": "0", "pet_name": "Tom"})
    assert named.url == at("try_page", each)
    assert browser.post(at("try_page", each), {}).url == at("try_page", pay)
    return browser.post(at("try_page", pay), {"_base-anything_else": "0", "anything_else": ""}).url


def test_it_is_filled_in_from_the_first_page_to_the_last(browser, omar):
    assert fill_in(browser, omar) == at("try_check")
    page = browser.get(at("try_check"))
    for words in ("Ann Invented", "Cats", "Tom", "Your pet’s passport", "Do you have pets?"):
        assert words in text_of(page)
    assert "still needed" not in text_of(page)
    assert "Done" in text_of(browser.get(at("try")))


def everything() -> dict[str, int]:
    """How many rows there are in each table of the platform."""
    tables = connection.introspection.table_names()
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model._meta.label: model._base_manager.count() for model in models}


def test_nothing_of_it_goes_anywhere(browser, omar):
    browser.get(at("try"))
    before = everything()
    fill_in(browser, omar)
    browser.get(at("try_check"))
    browser.get(at("try_beside"))
    after = everything()
    assert {label for label in after if after[label] != before[label]} == {"studio.TryOut"}
    assert after["studio.TryOut"] == 1
    assert b"Invented" not in bytes(TryOut.objects.get().secret)


@pytest.mark.parametrize("name", ["try", "try_check", "try_beside"])
def test_every_page_says_that_it_is_a_try_out(browser, omar, name):
    assert "what you type goes nowhere" in text_of(browser.get(at(name)))
    for key in pages_of(omar):
        assert "what you type goes nowhere" in text_of(browser.get(at("try_page", key)))


def test_what_is_wrong_is_said_at_its_box_and_every_word_stays(browser, omar):
    you, pets, each, _pay = pages_of(omar)
    page = browser.post(at("try_page", you), NAME | {"dob-year": "19x0"})
    assert page.status_code == 422
    assert "19x0" in page.content.decode()
    assert html_of(browser.get(at("try_page", you))).all("input")
    assert "19x0" in browser.get(at("try_page", you)).content.decode()
    assert "a little more" in text_of(browser.post(at("try_page", pets), {"_base-has_pets": "0", "has_pets": "yes"}))
    empty = browser.post(at("try_page", each), {})
    assert empty.status_code == 422
    assert "are still needed" in text_of(browser.get(at("try_check")))


def test_rows_are_added_and_removed_once_somebody_is_sure(browser, omar):
    _you, pets, each, _pay = pages_of(omar)
    browser.post(at("try_page", pets), PETS)
    browser.post(at("try_row", each, "1"), {"_base-pet_name": "0", "pet_name": "Tom"})
    assert browser.post(at("try_page", each), {"_add": "1"}).url == at("try_row", each, "2")
    asked = browser.post(at("try_page", each), {"_remove": "1"})
    assert "Remove “Tom”?" in text_of(asked)
    assert len(trial_for(omar, SLUG, "en-gb").form_state.rows["pets"]) == 2
    browser.post(at("try_page", each), {"_remove": "1", "_sure": "yes"})
    assert [row.id for row in trial_for(omar, SLUG, "en-gb").form_state.rows["pets"]] == ["2"]
    assert browser.get(at("try_row", each, "1")).status_code == 404
    assert browser.get(at("try_row", each, "9")).status_code == 404
    group = trial_for(omar, SLUG, "en-gb").spec.questions["pets"]
    for _each in range(3):
        _typed, made = add_row(slug=SLUG, group=group, by=omar)
    assert made == "", "three at most"


def test_a_masked_answer_stays_when_its_boxes_are_left_empty(browser, omar):
    pay = at("try_page", pages_of(omar)[-1])
    account = {"name": "A Ashworth", "sort_code": "20-29-59", "account_number": "63748472"}
    boxes = {f"account-{part}": text for part, text in account.items()}
    assert browser.post(pay, {"_base-account": "0"} | boxes).status_code == 302
    assert "63748472" not in browser.get(pay).content.decode()
    browser.post(pay, {"_base-account": "0"} | dict.fromkeys(boxes, ""))
    typed = trial_for(omar, SLUG, "en-gb").typed.answers["account", ""]
    assert typed["account_number"] == "63748472"


def test_each_language_and_each_person(browser, omar):
    you = at("try_page", pages_of(omar)[0])
    welsh = browser.get(you + "?in=cy")
    assert "Eich enw llawn" in text_of(welsh)
    assert html_of(welsh).one("html").attrs["lang"] == "cy"
    arabic = browser.get(you + "?in=ar")
    assert html_of(arabic).one("html").attrs["lang"] == "en-gb"
    assert '<span lang="ar" dir="rtl">اسمك الكامل</span>' in arabic.content.decode()
    assert "Read the questions in" not in text_of(arabic)
    assert browser.post(you + "?in=cy&as=helper", NAME).url.endswith("?in=cy&as=helper")
    assert "Sam Example" in text_of(browser.get(you + "?as=helper"))
    assert "Sam Example" not in text_of(browser.get(you + "?in=xx&as=nobody"))


def test_only_pages_of_this_site_may_frame_it(browser, omar):
    page = browser.get(at("try_page", pages_of(omar)[0]))
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    frames = html_of(browser.get(at("try_beside"))).all("iframe")
    assert {each.attrs["src"] for each in frames} == {at("try_page", pages_of(omar)[0])}
    assert all(each.attrs["title"] for each in frames)


def test_each_admin_has_their_own_and_nobody_elses(browser, omar):
    save_typed(slug=SLUG, answers={("pet_kind", ""): "Cats"}, page="x", by=omar)
    zoe = make_staff(omar.council, "Zoe Zennor", "zoe@calderbrook.gov.uk", "admin")
    assert trial_for(zoe, SLUG, "en-gb").typed.answers == {}
    save_typed(slug=SLUG, answers={}, page="x", by=zoe)
    assert TryOut.objects.count() == 2


def test_it_goes_when_somebody_begins_again_with_its_draft_and_in_time(browser, omar):
    save_typed(slug=SLUG, answers={("pet_kind", ""): "Cats"}, page="x", by=omar)
    assert "Begin again?" in text_of(browser.post(at("try_again"), {}))
    assert TryOut.objects.exists()
    browser.post(at("try_again"), {"_sure": "yes"})
    assert not TryOut.objects.exists()
    save_typed(slug=SLUG, answers={}, page="x", by=omar)
    system, soon = system_actor(omar.council, "retention"), timezone.now() + dt.timedelta(days=DAYS_KEPT - 1)
    assert delete_old_try_outs(now=soon, by=system) == 0
    assert delete_old_try_outs(now=soon + dt.timedelta(days=2), by=system) == 1
    assert AuditEvent.objects.get(code="studio.try_outs.deleted").detail == {"count": 1}
    save_typed(slug=SLUG, answers={}, page="x", by=omar)
    delete_draft(slug=SLUG, number=FormDraft.objects.get().number, by=omar)
    assert not TryOut.objects.exists()


def test_the_sweep_goes_through_every_council(browser, omar, southmere):
    save_typed(slug=SLUG, answers={}, page="x", by=omar)
    TryOut.objects.update(saved_at=timezone.now() - dt.timedelta(days=DAYS_KEPT + 1))
    delete_old()
    with council_scope(omar.council.pk):
        assert not TryOut.objects.exists()


def test_a_page_asks_the_database_little(browser, omar):
    fill_in(browser, omar)
    for url in (at("try"), at("try_check"), at("try_page", pages_of(omar)[0]), at("examples") + "?run=1"):
        assert len(queries_of(lambda url=url: browser.get(url))) <= MOST_QUERIES


def test_a_page_that_is_none_is_not_found(browser):
    assert browser.get(at("try_page", "nowhere")).status_code == 404


def test_a_draft_that_does_not_compile_leads_to_what_is_wrong(browser, omar):
    draft = FormDraft.objects.get()
    draft.source["sections"][0]["questions"][4]["show_if"] = {"q": "gone", "op": "equals", "value": "yes"}
    draft.save()
    assert browser.get(at("try")).url == at("publish")


# --- Examples ---------------------------------------------------------------------------------------------------


def kept(browser, omar, **more: Any):
    page = html_of(browser.get(at("try_check")))
    boxes = [each for each in page.all("input") if each.attrs.get("type") == "checkbox" and "checked" in each.attrs]
    posted: dict[str, Any] = {}
    for each in boxes:
        posted.setdefault(each.attrs["name"], []).append(each.attrs.get("value", "on"))
    seen = next(each.attrs["value"] for each in page.all("input") if each.attrs.get("name") == "seen")
    return browser.post(at("try_check"), posted | {"name": "Has a cat", "invented": "on", "seen": seen} | more)


def test_answers_are_kept_as_an_example_with_what_must_hold(browser, omar):
    fill_in(browser, omar)
    assert kept(browser, omar).url == at("examples")
    (example,) = FormDraft.objects.get().source["tests"]
    assert example["answers"]["pets"] == [{"pet_name": "Tom"}]
    assert example["expect"]["shown"] == ["pet_kind", "pets", "pet_name"]
    assert example["expect"]["papers"] == ["pet_paper"]
    assert example["expect"]["errors"] == []
    assert example["expect"]["facts"]["pets.any"] == "yes"
    page = text_of(browser.get(at("examples") + "?run=1"))
    assert "All examples pass" in page
    assert "Passed Has a cat" in page
    assert "Passed Has a cat" in text_of(browser.get(at("publish")))
    assert yaml_of(FormDraft.objects.get().source).count("Has a cat") == 1


def test_what_is_unticked_need_not_hold(browser, omar):
    fill_in(browser, omar)
    kept(browser, omar, facts=["pets.any"], shown=[], papers="", errors_are="")
    (example,) = FormDraft.objects.get().source["tests"]
    assert example["expect"] == {"facts": {"pets.any": "yes"}}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"invented": ""}, "Say that the answers are invented"),
        ({"name": ""}, "Give the example a name"),
        ({"seen": "x"}, "Your answers have changed"),
        ({"shown": [], "facts": [], "papers": "", "errors_are": ""}, "Tick something that must hold"),
    ],
)
def test_no_example_is_kept_half_said(browser, omar, more, words):
    fill_in(browser, omar)
    page = kept(browser, omar, **more)
    assert page.status_code == 422
    assert words in text_of(page)
    assert "tests" not in FormDraft.objects.get().source


def test_of_one_name_there_is_one_example(browser, omar):
    fill_in(browser, omar)
    kept(browser, omar)
    assert "already" in text_of(kept(browser, omar))
    assert len(FormDraft.objects.get().source["tests"]) == 1


def test_an_example_that_fails_leads_to_its_question_and_is_removed_once_somebody_is_sure(browser, omar):
    fill_in(browser, omar)
    kept(browser, omar)
    draft = FormDraft.objects.get()
    draft.source["sections"][0]["questions"][4].pop("show_if")
    draft.source["sections"][0]["questions"][4]["show_if"] = {"q": "has_pets", "op": "equals", "value": "no"}
    draft.save()
    page = browser.get(at("examples") + "?run=1")
    assert "1 example fails" in text_of(page)
    links = [each.attrs["href"] for each in html_of(page).one("main").all("a")]
    assert at("question", "pet_kind") in links
    assert "Remove “Has a cat”?" in text_of(browser.post(at("remove_example"), {"name": "Has a cat"}))
    browser.post(at("remove_example"), {"name": "Has a cat", "_sure": "yes"})
    assert "tests" not in FormDraft.objects.get().source
    gone = browser.post(at("remove_example"), {"name": "Has a cat", "_sure": "yes"})
    assert "not in the form any more" in text_of(browser.get(gone.url))


def test_of_two_tabs_that_add_the_last_row_the_second_comes_to_the_list(browser, omar):
    pets, each = pages_of(omar)[1:3]
    browser.post(at("try_page", pets), PETS)
    group = trial_for(omar, SLUG, "en-gb").spec.questions["pets"]
    # The first was added on the way here.
    for _number in range(group["rows"]["max"] - 2):
        add_row(slug=SLUG, group=group, by=omar)
    answers: list = []

    def first(execute, sql, params, many, context):
        # The other tab was quicker, after this one looked whether there is room.
        if "studio_formdraft" in sql and "FOR UPDATE" in sql and not answers:
            answers.append("taken")
            add_row(slug=SLUG, group=group, by=omar)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(first):
        answer = browser.post(at("try_page", each), {"_add": "1"})
    assert answers == ["taken"]
    assert answer.url == at("try_page", each)


TAKEN_OVER: list[Any] = [["photo of me.jpg", "b"], ["1", None, "9" * 5000], "text", {"first": "Ann"}, None]


@pytest.mark.parametrize("raw", TAKEN_OVER)
def test_what_was_typed_under_a_key_that_is_a_lists_now_is_no_row(browser, omar, raw):
    pets, each = pages_of(omar)[1:3]
    save_typed(slug=SLUG, answers={("pets", ""): raw, ("has_pets", ""): "yes"}, page=pets, by=omar)
    for name, *args in (("try",), ("try_check",), ("try_page", each)):
        assert browser.get(at(name, *args)).status_code == 200
    assert browser.post(at("try_page", each), {"_remove": "b", "_sure": "yes"}).status_code == 302
    made = "2" if raw == TAKEN_OVER[1] else "1"
    assert browser.post(at("try_page", each), {"_add": "1"}).url == at("try_row", each, made)
