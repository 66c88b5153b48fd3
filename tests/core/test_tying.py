"""Buttons that change the language belong to the form that holds words, and Enter presses what it pressed before."""

from __future__ import annotations

from core.rules import tying
from core.rules.tying import FORM_ID, OWN_ID
from tests.access.forms import buttons_of, first_button, forms_of
from tests.core.html_tree import tree

SWITCH = (
    '<header><form method="post" action="/language/"><input type="hidden" name="next" value="/">'
    '<button class="c" data-switch="_language" name="language" value="cy">Cymraeg</button></form></header>'
)
GO_ON = (
    '<button type="button">No</button><button name="step" value="save">Go on</button>'
    '<button name="_later">Later</button>'
)


def tie(html: str, *, from_post: bool) -> str:
    return tying.tie(html, from_post=from_post, above="Language", own="Only what is typed <here>")


def page(*forms: str) -> str:
    return f"<html><body>{SWITCH}<main class='m'>{''.join(forms)}</main></body></html>"


def form(inside: str, attributes: str = 'method="post" action="/save/"') -> str:
    return f"<form {attributes}>{inside}</form>"


def tied_to(html: str) -> str:
    """The action of the form that the switch belongs to."""
    owner = tree(html).all("button", class_="c")[0].attrs.get("form", "-")
    return next((each.attrs["action"] for each in tree(html).all("form") if each.attrs.get("id") == owner), "")


def test_the_switch_posts_the_form_with_words():
    html = tie(page(form('<input name="words">' + GO_ON)), from_post=False)
    button = tree(html).one("button", class_="c")
    assert button.attrs["name"] == "_language"
    assert button.attrs["value"] == "cy"
    assert "formnovalidate" in button.attrs
    assert tied_to(html) == "/save/"
    assert FORM_ID in html


def test_other_buttons_above_the_page_are_tied_by_their_own_names():
    button = '<button data-switch="_stop" name="stop" value="7">Stop</button>'
    stop = f'<aside><form method="post" action="/stop/">{button}</form></aside>'
    # Where nobody types it posts its own form.
    assert button in tie(f"{SWITCH}{stop}<main></main>", from_post=False)
    html = tie(f"{SWITCH}{stop}<main>{form('<input name=words>' + GO_ON)}</main>", from_post=False)
    button = next(each for each in tree(html).all("button") if each.attrs.get("value") == "7")
    assert (button.attrs["name"], button.attrs["form"]) == ("_stop", FORM_ID)


def test_enter_presses_what_it_pressed_before():
    before = page(form('<input name="words">' + GO_ON))
    pressed = [first_button(each).attrs for each in forms_of(before, "/") if each.action == "/save/"][0]
    after = first_button(next(each for each in forms_of(tie(before, from_post=False), "/") if each.action == "/save/"))
    assert (after.attrs["name"], after.attrs["value"]) == (pressed["name"], pressed["value"]) == ("step", "save")
    assert after.attrs["tabindex"] == "-1"


def test_the_form_with_the_most_words_has_it():
    few, many = (
        form('<input name="a">', 'method="post" action="/few/"'),
        '<textarea name="a"></textarea><input name="b">',
    )
    ticks = form('<input type="checkbox" name="t">' * 5, 'method="post" action="/ticks/"')
    html = tie(page(few, form(many, 'method="post" action="/many/" id="own"'), ticks), from_post=False)
    assert tied_to(html) == "/many/"
    assert tied_to(tie(page(ticks), from_post=False)) == "/ticks/"


def test_without_scripts_each_of_several_forms_has_buttons_of_its_own():
    one, other = (form(f'<input name="a">{GO_ON}', f'method="post" action="/{name}/"') for name in ("one", "other"))
    only = form('<input type="hidden" name="csrfmiddlewaretoken" value="1"><button>Go</button>')
    html = tie(page(one, only, other), from_post=False)
    for each in forms_of(html, "/"):
        pressed = [button.attrs.get("value") for button in buttons_of(each) if button.attrs.get("name") == "_language"]
        # Those above the page belong to the first of two forms with as many boxes.
        assert (each.action, pressed) in (
            ("/language/", []),
            ("/one/", ["cy", "cy"]),
            ("/save/", []),
            ("/other/", ["cy"]),
        )
        assert each.action not in ("/one/", "/other/") or first_button(each).attrs["value"] == "save"
    inside = tree(html).all("noscript")
    assert [len(each.all("button")) for each in inside] == [0, 1, 1]
    assert all("formnovalidate" in each.attrs for found in inside for each in found.all("button"))
    assert inside[0].one("a").attrs["href"] == f"#{OWN_ID}"
    assert inside[1].one("div").attrs["id"] == OWN_ID
    assert inside[1].one("p").text == "Only what is typed <here>"
    assert tree(tie(page(one, only), from_post=False)).all("noscript") == []
    # What only scripts show is in nobody's way.
    unseen = form('<input name="a">', 'method="post" class="a" hidden action="/unseen/"')
    assert tree(tie(page(one, unseen), from_post=False)).all("noscript") == []
    html = tree(tie(page(unseen, one, other), from_post=False))
    assert [len(each.all("div", id=OWN_ID)) for each in html.all("form")] == [0, 0, 1, 0]
    assert html.all("form")[1].all("noscript") == []


def test_a_page_without_words_keeps_the_switch_as_it_is():
    hidden = '<input type="hidden" name="csrfmiddlewaretoken" value="1"><input type="hidden" name="next" value="2">'
    for forms in ([], [form(hidden + GO_ON)], [form('<input name="q">', 'method="get"')]):
        assert tie(page(*forms), from_post=False) == page(*forms)


def test_words_in_hidden_fields_of_a_posted_page_are_words():
    html = page(form('<input type="hidden" name="story" value="x"><button>Save</button>'))
    assert tied_to(tie(html, from_post=True)) == "/save/"
    assert tied_to(tie(html, from_post=False)) == ""


def test_a_question_whether_somebody_is_sure_is_never_answered_by_it():
    html = page(form('<input type="hidden" name="_sure" value="yes"><input type="hidden" name="_remove" value="1">'))
    assert tied_to(tie(html, from_post=True)) == ""
