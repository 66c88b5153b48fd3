"""Where a film may be."""

import pytest

from casework.filming.rules import NO_ADDRESS, OTHER_HOST, hosts_in, problem_of

HOSTS = ["films.example", "council.media.example"]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://films.example/abc?h=1", ""),
        ("https://films.example", ""),
        ("https://FILMS.example/a", ""),
        ("https://player.films.example/a/b-c", ""),
        ("https://council.media.example/", ""),
        ("https://media.example/", OTHER_HOST),
        ("https://other.media.example/", OTHER_HOST),
        ("https://notfilms.example/", OTHER_HOST),
        ("https://films.example.evil.example/", OTHER_HOST),
        ("http://films.example/a", NO_ADDRESS),
        ("javascript:alert(1)//films.example", NO_ADDRESS),
        ("//films.example/a", NO_ADDRESS),
        ("https://films.example@evil.example/", NO_ADDRESS),
        ("https://evil.example\\.films.example/", NO_ADDRESS),
        ("https://evil.example\t.films.example/", NO_ADDRESS),
        ("https://films.example:8443/a", NO_ADDRESS),
        ("https://films.example/a\n", NO_ADDRESS),
        ("https://films.example/a b", NO_ADDRESS),
        ('https://films.example/"onclick=x', NO_ADDRESS),
        ("https://films.example/" + "a" * 500, NO_ADDRESS),
        ("https://127.0.0.1/", NO_ADDRESS),
        ("https://films/", NO_ADDRESS),
        ("", NO_ADDRESS),
    ],
)
def test_only_https_on_a_host_that_is_allowed(address, problem):
    assert problem_of(address, HOSTS) == problem
    assert problem_of(address, []) in (NO_ADDRESS, OTHER_HOST)


def test_hosts_one_a_line():
    assert hosts_in(" Vimeo.com\n\nvimeo.com\nfilms.example ") == (["vimeo.com", "films.example"], [])
    assert hosts_in("https://vimeo.com\nx\n*.vimeo.com\nvimeo.com/film")[1] == [
        "https://vimeo.com", "x", "*.vimeo.com", "vimeo.com/film",
    ]  # fmt: skip
