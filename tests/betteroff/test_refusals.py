"""Who is refused before they reach a page is told what happened, what is kept and what to do."""

from __future__ import annotations

import json

import pytest

from betteroff.serving.refusals import WORDS, refusal


def asked(path: str = "/claims/", **headers: str) -> dict:
    return {
        "method": "POST", "path": path, "query_string": b"", "http_version": "1.1", "scheme": "http",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip


@pytest.mark.parametrize("status", WORDS)
def test_a_page_says_what_is_kept_and_what_to_do(status):
    answer = refusal(status, asked())
    text = answer.body.read().decode()
    assert answer.status == status
    assert "None of it was used" in text
    assert "go back" in text.lower()
    assert dict(answer.headers)[b"connection"] == b"close"
    assert dict(answer.headers)[b"cache-control"] == b"no-store"


@pytest.mark.parametrize("headers", [{"accept_language": "cy"}, {"cookie": "django_language=cy"}])
def test_the_page_is_in_the_visitors_language(headers):
    text = refusal(408, asked(**headers)).body.read().decode()
    assert 'lang="cy"' in text
    assert "None of it" not in text


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/v1/estimates/", {}),
        ("/x/", {"accept": "application/json"}),
        ("/x/", {"content_type": "application/json"}),
    ],
)
def test_a_program_is_told_in_json(path, headers):
    answer = refusal(413, asked(path, **headers))
    assert dict(answer.headers)[b"content-type"] == b"application/json"
    assert "25 MB" in json.load(answer.body)["detail"]
