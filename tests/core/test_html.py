"""Guidance: Markdown becomes the few tags that it needs; everything that runs, loads or leads astray is gone."""

import pytest

from core.html import clean_html, guidance_html
from tests.core.canary import hostile_html


def test_markdown_becomes_paragraphs_lists_links_and_headings():
    html = guidance_html("### Who\n\nYou **can**\n\n- one\n- [two](https://www.gov.uk)\n")
    assert "<h3>Who</h3>" in html
    assert "<strong>can</strong>" in html
    assert "<li>one</li>" in html
    assert '<a href="https://www.gov.uk" rel="noopener noreferrer">two</a>' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://x.example" onclick="alert(1)" style="position:fixed">x</a>',
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<style>@import 'https://x.example/a.css'</style>",
    ],
)
def test_what_runs_is_removed(text):
    html = guidance_html(text)
    for bad in ("alert(1)", "onerror", "onclick", "style", "javascript:", "data:", "@import", "<img", "<svg", "<if"):
        assert bad not in html


def test_attachment_links_and_images_are_removed():
    html = clean_html(hostile_html("http://canary.example"))
    assert "attachment" not in html
    assert "<img" not in html
    assert "url(" not in html
    assert "file:" not in html


def test_nothing_gives_nothing():
    assert guidance_html("") == ""
    assert guidance_html(None) == ""
