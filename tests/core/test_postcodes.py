"""UK postcodes."""

import pytest

from core.rules.postcodes import clean_postcode


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [("sw1a1aa", "SW1A 1AA"), ("SW1A 1AA", "SW1A 1AA"), (" ec1a 1bb ", "EC1A 1BB"), ("M1 1AE", "M1 1AE"),
     ("b33-8th", "B33 8TH"), ("CR2 6XH", "CR2 6XH"), ("dn55 1pt", "DN55 1PT"), ("W1A 0AX", "W1A 0AX"),
     ("GIR 0AA", "GIR 0AA"), ("BF1 0AX", "BF1 0AX"), ("E1W 1AA", "E1W 1AA"),
     ("ＳW1A 1AA", "SW1A 1AA"), ("sw1a1aa, UK", "SW1A 1AA"), ("EC1A IBB", "EC1A 1BB"), ("0X1 2JD", "OX1 2JD"),
     ("M1 lAE", "M1 1AE"), ("CRO 2XH", "CR0 2XH"), ("bfpo 57", "BFPO 57"), ("M1 IAE UK", "M1 1AE")],
)  # fmt: skip
def test_real_shapes_are_taken_and_spaced(typed, postcode):
    assert clean_postcode(typed) == postcode


@pytest.mark.parametrize(
    "typed", ["", "SW1", "N1", "QV1 1AA", "SW1A 1AAA", "1AA SW1A", "SW1A 1CV", "SAN TA1", "BFPO", "BFPO 12345", "UK"]
)
def test_other_text_is_refused(typed):
    assert clean_postcode(typed) is None
