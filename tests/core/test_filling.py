"""Putting what was posted back into the boxes of the form it came from, and touching nothing else."""

from __future__ import annotations

from core.rules.filling import after_main, fill
from tests.access.forms import filled_in, forms_of
from tests.core.html_tree import tree

PAGE = """<html><body><main class="m"><form method="post" action="/other/"><input name="a" value="theirs"></form>
<form method="POST" action="/save/?x=1" id="f"><input type="hidden" name="base" value="3">
<input name="a" value="old &amp; gone">
<input name="a" value=""><textarea name="story">
before</textarea><select name="s"><option value="1" selected>One</option><option value="2">Two</option></select>
<input type="radio" name="r" value="x" checked><input type="radio" name="r" value="y">
<input type="checkbox" name="c" value="1" checked><input type="checkbox" name="c" value="2">
<input type="password" name="p">
<input type="file" name="file"><button name="b" value="1">Go</button></form><input form="f" name="outside">
<form method="get"><input name="a"></form></main></body></html>"""
POSTED = [
    ("base", "2"), ("a", '1 "<&>'), ("a", "second"), ("story", "\n</textarea><script>"), ("s", "2"), ("r", "y"),
    ("c", "2"), ("p", "secret"), ("b", "9"), ("outside", "out"), ("gone", "two words"),
    ("_gone", "two words"), ("d", "id"),
]  # fmt: skip


def filled(posted=POSTED, action="/save/", page="/page/", html=PAGE):
    return fill(html, action=action, page=page, posted=posted)


def test_every_kind_of_box_is_filled_and_escaped():
    done = filled()
    assert done.found
    other, form = forms_of(done.html, "/page/")
    assert filled_in(other) == {"a": ["theirs"]}
    assert form.hidden() == {"base": "2"}, "a conflict with what was saved meanwhile is still found"
    assert filled_in(form) == {
        "a": ['1 "<&>', "second"], "story": ["\n</textarea><script>"], "s": ["2"], "r": ["y"], "c": ["2"], "p": [""],
        "outside": ["out"],
    }  # fmt: skip
    assert "<script>" not in done.html
    assert tree(done.html).one("input", form="f").attrs["value"] == "out"
    assert tree(done.html).one("button").attrs["value"] == "1"


def test_words_that_find_no_box_are_handed_back():
    assert filled().without_box == ["two words"]


def test_no_other_form_is_touched():
    done = filled(action="/elsewhere/")
    assert (done.found, done.html) == (False, PAGE)
    done = filled(posted=[("base", "2"), ("b", "1")])
    assert (done.found, done.html) == (False, PAGE), "a form of buttons and hidden fields stays as it is drawn"


def test_a_form_without_an_address_is_the_pages_own():
    html = "<main><form method=post><input name=a></form></main>"
    assert filled(html=html, action="/page/").found
    assert not filled(html=html, action="/save/").found


def test_ticks_that_were_taken_away_stay_away():
    form = forms_of(filled(posted=[("a", "x")]).html, "/page/")[1]
    held = filled_in(form)
    assert "c" not in held
    assert (held["a"], held["s"], held["r"]) == (["x", ""], ["1"], ["x"])


def test_a_hidden_field_that_stands_twice_is_left_alone():
    html = PAGE.replace('name="base" value="3">', 'name="base" value="3"><input type="hidden" name="base" value="4">')
    form = forms_of(filled(html=html).html, "/page/")[1]
    assert form.hidden() == {"base": "4"}


def test_a_piece_goes_to_the_start_of_the_main_part():
    assert (
        after_main("<body><main id=m><p>x</p></main></body>", "<b>!</b>")
        == "<body><main id=m><b>!</b><p>x</p></main></body>"
    )
    assert after_main("<p>no main</p>", "<b>!</b>") == "<p>no main</p>"
