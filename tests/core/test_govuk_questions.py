"""Each type of question: names and ids, what describes it, errors and where error links lead, help, and escaping."""

import pytest
from django.utils.safestring import mark_safe

from core.govuk.control import PARTS
from core.govuk.questions import FEW_OPTIONS, HINT_LINE, error_summary, first_error_id, render_question
from core.outside.addresses import outside
from formspec.rules.answer_types import ANSWER_TYPES
from tests.core.html_tree import tree

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
OPTIONS = [{"value": "a", "label": "First"}, {"value": "none", "label": "None of these"}]
TYPES = list(ANSWER_TYPES)
DRAWN = [type_ for type_ in TYPES if ANSWER_TYPES[type_].control]


def question(type_, **more):
    return {"key": "q", "label": "The question", "type": type_, "required": True, "options": OPTIONS, **more} | (
        {"options": []} if type_.startswith("yes_no") else {}
    )


def draw(type_, raw="", **more):
    details = {
        key: more.pop(key)
        for key in ("hint", "fact", "validation", "required", "why_we_ask", "statements", "options", "outside")
        if key in more
    }
    return tree(render_question(question(type_, **details), raw=raw, **more))


def names(found):
    return [element.attrs["name"] for element in found.walk() if element.attrs.get("name") and element.name != "meta"]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        *(
            (scalar, ["q"])
            for scalar in (
                "text",
                "email",
                "phone",
                "nino",
                "number",
                "money",
                "long_text",
                "declaration",
                "file_upload",
            )
        ),
        ("choice", ["q", "q"]),
        ("multi_choice", ["q", "q"]),
        ("yes_no", ["q", "q"]),
        ("yes_no_unsure", ["q", "q", "q"]),
        *((kind, [f"q-{part}" for part in parts]) for kind, parts in PARTS.items()),
        ("information", None),
        ("repeating_group", None),
    ],
)
def test_names_are_those_of_the_contract(type_, expected):
    base = [] if expected is None else ["_base-q"]
    assert names(draw(type_)) == [*(expected or []), *base]


@pytest.mark.parametrize("type_", TYPES)
def test_ids_are_unique_and_everything_named_exists(type_):
    found = draw(type_, hint="A hint", error="Wrong", why_we_ask="Because", fact="person.name")
    ids = [element.attrs["id"] for element in found.walk() if "id" in element.attrs]
    pointed_at = {
        id_
        for element in found.walk()
        for key in ("aria-describedby", "for", "aria-labelledby")
        for id_ in element.attrs.get(key, "").split()
    }
    assert len(ids) == len(set(ids))
    assert pointed_at <= set(ids)


@pytest.mark.parametrize("type_", DRAWN)
def test_an_error_link_leads_to_a_control(type_):
    target = first_error_id(question(type_))
    assert draw(type_, error="Wrong").by_id(target).name in ("input", "select", "textarea")


@pytest.mark.parametrize("type_", DRAWN)
def test_an_error_is_shown_once_and_describes_the_control(type_):
    found = draw(type_, error="This went wrong")
    message = found.one("p", class_="govuk-error-message")
    described = [e for e in found.walk() if message.attrs["id"] in e.attrs.get("aria-describedby", "").split()]
    assert message.text == "Error: This went wrong"
    assert described


@pytest.mark.slow
@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("field", ["label", "hint", "error", "raw", "why", "option", "source"])
def test_hostile_text_never_becomes_an_element(type_, field):
    parts = ANSWER_TYPES[type_].parts
    raw = dict.fromkeys(parts, HOSTILE) if parts else ([HOSTILE] if type_ == "multi_choice" else HOSTILE)
    asked = question(type_, statements=[HOSTILE if field == "option" else "I agree"])
    asked |= {"label": HOSTILE} if field == "label" else {}
    asked |= {"hint": HOSTILE} if field == "hint" else {}
    asked |= {"why_we_ask": HOSTILE} if field == "why" else {}
    if field == "option" and asked["options"]:
        asked["options"] = [{"value": HOSTILE, "label": HOSTILE}]
    found = tree(
        render_question(
            asked,
            raw=raw if field == "raw" else "",
            error=HOSTILE if field == "error" else None,
            source_note=HOSTILE if field == "source" else None,
        )
    )
    assert not [e for e in found.walk() if e.name in ("script", "img") or "onerror" in e.attrs]


def test_what_was_typed_comes_back():
    assert draw("text", "Ada").by_id("q").attrs["value"] == "Ada"
    assert draw("long_text", "two\nlines").by_id("q").children == ["two\nlines"]
    date = draw("date", {"day": "31", "month": "x", "year": "1990"})
    assert [e.attrs["value"] for e in date.all("input", type="text")] == ["31", "x", "1990"]
    assert [e.attrs["value"] for e in draw("choice", "a").all("input", checked="")] == ["a"]
    assert [e.attrs["value"] for e in draw("multi_choice", ["a"]).all("input", checked="")] == ["a"]
    assert [e.attrs["value"] for e in draw("yes_no", "no").all("input", checked="")] == ["no"]
    assert draw("declaration", "agreed").by_id("q").attrs.keys() >= {"checked"}
    pay = draw("money_frequency", {"amount": "12.50", "frequency": "monthly"})
    assert pay.by_id("q-amount").attrs["value"] == "12.50"
    assert [e.attrs["value"] for e in pay.all("option", selected="")] == ["monthly"]


@pytest.mark.slow
@pytest.mark.parametrize("raw", [None, "", [], {}, 0, ["x"], {"other": "x"}, "text"])
@pytest.mark.parametrize("type_", TYPES)
def test_any_stored_shape_can_be_drawn(type_, raw):
    assert draw(type_, raw).one(class_="bo-question")


def test_date_marks_only_the_wrong_part_and_links_to_it():
    found = draw("date", error="Must include a month", part_errors=("month",))
    marked = [e.attrs["id"] for e in found.all("input", class_="govuk-input--error")]
    assert marked == ["q-month"]
    assert first_error_id(question("date"), ("year", "month")) == "q-month"


def test_an_error_about_the_whole_date_marks_every_box():
    assert len(draw("date", error="Must be real").all("input", class_="govuk-input--error")) == 3


def test_parts_with_their_own_messages():
    found = draw("bank_account", part_errors={"sort_code": "Six digits", "account_number": "Eight digits"})
    assert [p.text for p in found.all("p", class_="govuk-error-message")] == [
        "Error: Six digits",
        "Error: Eight digits",
    ]
    assert "q-sort_code-error" in found.by_id("q-sort_code").attrs["aria-describedby"]
    assert first_error_id(question("bank_account"), {"account_number": "x"}) == "q-account_number"


def test_the_wrapper_tells_the_script_how_to_read_the_answer():
    attrs = draw("date", base=3, prefix="p-", reveal_attrs={"lang": "en"}).children[0].attrs
    assert attrs == {
        "lang": "en",
        "class": "bo-question",
        "data-question": "q",
        "data-kind": "parts",
        "data-name": "p-q",
        "data-base": "3",
        "data-parts": "day month year",
    }
    kinds = {type_: draw(type_).children[0].attrs["data-kind"] for type_ in TYPES}
    assert (kinds["multi_choice"], kinds["choice"], kinds["file_upload"]) == ("many", "scalar", "none")


def test_a_long_explanation_of_few_options_is_marked_to_stand_below_them_on_a_phone():
    def is_marked(hint: str, options: int) -> bool:
        words = [{"value": str(number), "label": str(number)} for number in range(options)]
        return "bo-question--explained" in draw("choice", hint=hint, options=words).children[0].attrs["class"]

    assert not is_marked("x" * HINT_LINE, 2)
    assert is_marked("x" * (HINT_LINE + 1), 2)
    assert is_marked("x" * (HINT_LINE + 1), FEW_OPTIONS)
    assert not is_marked("x" * (HINT_LINE + 1), FEW_OPTIONS + 1)


def test_information_leads_to_somebody_elses_page_and_says_the_number_to_call():
    links = draw("information", outside="uc").all("a")
    page = outside("uc")
    assert [link.attrs["href"] for link in links] == [page.url, page.tel]
    assert not draw("information").all("a")


def test_an_address_that_may_be_abroad_has_a_box_for_its_country():
    names = [box.attrs["name"] for box in draw("address").all("input", type="text")]
    assert names[-2:] == ["q-postcode", "q-country"]
    names = [box.attrs["name"] for box in draw("address", validation="uk_address").all("input", type="text")]
    assert names[-1] == "q-postcode"


def test_base_revision_travels_with_the_form():
    assert draw("text", base=12).one("input", type="hidden").attrs["value"] == "12"


def test_hidden_question_is_hidden_and_optional_question_says_so():
    assert "hidden" in draw("text", visible=False).children[0].attrs
    assert "hidden" not in draw("text").children[0].attrs
    assert draw("text", required=False).one("label").text == "The question (optional)"


def test_only_question_of_a_page_is_its_heading():
    for type_ in ("text", "date", "choice", "address", "declaration", "information"):
        assert draw(type_, labels_as_heading=True).one("h1").text == "The question"
        assert not draw(type_).all("h1")


def test_autofill_only_for_facts_about_the_person():
    mine = draw("name", fact="person.name")
    assert mine.by_id("q-last").attrs["autocomplete"] == "family-name"
    assert "autocomplete" not in draw("name", fact="partner.name").by_id("q-last").attrs
    nino = draw("nino").by_id("q").attrs
    assert (nino["autocomplete"], nino["spellcheck"]) == ("off", "false")


def test_none_clears_the_others():
    assert [
        e.attrs["value"] for e in draw("multi_choice").all("input") if e.attrs.get("data-behaviour") == "exclusive"
    ] == ["none"]


def test_help_has_words_sound_and_film():
    said = {"captions": "/c.vtt", "transcript": mark_safe("<p>Said.</p>")}
    films = [
        {"file": "/b.mp4", "signed": True, **said},
        {"file": "/v.mp4", "poster": "/p.jpg", "signed": False, **said},
    ]
    media = {"audio": "/a.mp3", "films": films}
    found = draw(
        "text", why_we_ask="To pay you", guidance_html=mark_safe("<p>Look on <b>letters</b>.</p>"), media=media
    )
    summaries = [summary.text for summary in found.all("summary")]
    assert summaries[:2] == ["Why we ask this : The question", "Help with this question : The question"]
    assert summaries[-1] == "Listen to this question : The question"
    assert found.one("b").text == "letters"
    sound = found.one("audio").attrs
    assert (sound["src"], sound["preload"], sound["aria-label"]) == (
        "/a.mp3",
        "none",
        "Listen to this question: The question",
    )
    signed, spoken = [film.attrs for film in found.all("video")]
    assert (signed["src"], signed["aria-label"]) == ("/b.mp4", "Watch in British Sign Language: The question")
    assert (spoken["src"], spoken["poster"], spoken["preload"]) == ("/v.mp4", "/p.jpg", "none")
    assert [track.attrs["src"] for track in found.all("track")] == ["/c.vtt", "/c.vtt"]
    assert summaries[2:4] == ["Read what is said : The question"] * 2
    assert not draw("text").all("details")


def test_declaration_lists_its_statements_before_the_box():
    found = draw("declaration", statements=["It is true.", "I will tell you."])
    assert [item.text for item in found.all("li")] == ["It is true.", "I will tell you."]
    assert found.by_id("q").attrs["value"] == "agreed"


def test_files_so_far_can_be_removed():
    found = draw("file_upload", files=[{"id": "f1", "name": HOSTILE, "size": "1 MB"}])
    assert (found.one("button").attrs["name"], found.one("button").attrs["value"]) == ("_remove-q", "f1")
    assert not found.all("script")


def test_error_summary():
    assert error_summary([]) == ""
    found = tree(error_summary([("Wrong", "q-day"), (HOSTILE, None)]))
    assert found.one("a").attrs["href"] == "#q-day"
    assert not found.all("script")


def test_money_says_pounds_and_radios_of_yes_no_lie_side_by_side():
    assert draw("money").one(class_="govuk-input__prefix").text == "£"
    assert draw("yes_no").all(class_="govuk-radios--inline")
    assert not draw("yes_no_unsure").all(class_="govuk-radios--inline")
