"""What will do for each paper is said of papers that forms ask for, as much in Welsh as in English."""

from claims.library import _read, what_will_do
from formspec.rules.compile import library_evidence


def test_it_is_about_papers_of_the_catalogue_in_both_languages():
    assert set(_read()) <= set(library_evidence())
    for kind in _read():
        english, welsh = what_will_do(kind, "en-gb"), what_will_do(kind, "cy")
        assert len(english) == len(welsh) > 0, kind
        assert all(isinstance(line, str) and line for line in english + welsh), kind
        assert english != welsh


def test_a_paper_whose_name_says_it_all_has_no_list():
    assert what_will_do("wpms_letter", "cy") == []
    assert what_will_do("", "en-gb") == []
