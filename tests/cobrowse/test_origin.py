"""Where a socket comes from."""

import pytest

from cobrowse.rules.origin import comes_from_our_page


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        (b"http://a.example", True), (b"https://a.example", True), (b"https://b.example", False),
        (b"https://a.example.org", False), (b"null", False), (None, False),
    ],
)  # fmt: skip
def test_only_a_page_of_this_host_opens_it(origin, ours):
    headers = [(b"host", b"a.example"), *([(b"origin", origin)] if origin is not None else [])]
    assert comes_from_our_page({"headers": headers}) == ours
    assert not comes_from_our_page({"headers": headers[1:]})
