"""A council's colour always gives text that can be read, and nothing but a colour gets into the style sheet."""

import pytest

from core.govuk.branding import READABLE, contrast, council_css, link_colour


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffdd00", "#ffffff", "#00ff88", "#5b2a6e", "#000000", "#1d4f91"])
def test_links_can_be_read_whatever_the_colour(colour):
    assert contrast(link_colour(colour), "#f4f0e9") >= READABLE


def test_text_on_the_colour_can_be_read():
    assert "--council-colour-text:#1d2327;" in council_css("#ffdd00")
    assert "--council-colour-text:#ffffff;" in council_css("#5b2a6e")


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#123456;}body{display:none", ""])
def test_anything_but_a_colour_is_refused(colour):
    with pytest.raises(ValueError, match="#rrggbb"):
        council_css(colour)
