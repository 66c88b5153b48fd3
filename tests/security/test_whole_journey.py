"""Every personal answer of the longest form, from the first page to the erasing: it is nowhere but where it belongs."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.actors import Actor
from accounts.models import AuditEvent, Council
from accounts.permissions import Role
from betteroff.demo.claims import answer_everything
from casework.deciding.actions.settings import save_deciding_settings
from casework.deciding.tasks import send_due_letters
from casework.handover.tasks import deliver_due
from casework.models import Delivery, Destination, LetterPdf
from claims.models import Claim
from claims.readers.answer_store import sent_values
from claims.tasks import make_due_documents
from claims.thread.tasks import tell_of_messages
from core.tenancy import council_scope
from notifications.readers import mailbox
from notifications.tasks import send_due_messages
from records.tasks import make_due_exports
from tests.casework.handover.receiver import accept, destination_at
from tests.casework.handover.receiver import work as try_deliveries
from tests.claims.browsing import autosave
from tests.claims.making import library_draft
from tests.core.html_tree import tree
from tests.estimates.external.standin import answer, standing_in
from tests.people import Browser, browser_of, make_council, make_resident, make_staff
from tests.records.making import old
from tests.security.markers import BORN, NAME, PARTNER, markers_for, needles_of, revisions
from tests.security.test_canaries import Recorder, empty_redis, everything_logged, in_redis

FORM = "hb-ctr-combined"
WIDE = {
    "has_partner": "yes", "partner_name": PARTNER, "has_children": "yes", "has_other_adults": "yes",
    "housing_situation": "private_tenant", "ctax_liable": "yes", "filling_for": "self", "dob": BORN,
    "partner_dob": BORN,
}  # fmt: skip
# What is typed beside the form: by the claimant, the partner, and the council.
TYPED = {
    "message": "My flatmate Heronimus left", "paper": "payslip-of-Kestrela.png", "partner": "quillfeather@example.net",
    "corrected": "07700 900777", "note": "She told me of Ospreyan", "why_shown": "Her bank Pelicanus asks",
    "ask_paper": "Wagtailer is to be seen", "asked_again": "Nightjarred is not the name", "found": "Seen at Plovertown",
    "summary": "We counted the help of Goldcrester", "answer": "Do not mind Lapwinger", "passed": "Ring Bitterna first",
}  # fmt: skip
OWN_WORDS = {word for words in TYPED.values() for word in re.findall(r"[A-Z][a-z]{6,}", words)} | {
    TYPED["partner"], "900777",
}  # fmt: skip


@dataclass
class Story:
    """The people of it, each with a browser that notes addresses, and what must be found nowhere."""

    council: Council
    claimant: Recorder
    adviser: Recorder
    second: Recorder
    manager: Recorder
    partner: Recorder
    by: Actor
    manager_actor: Actor
    claim: Claim
    needles: set[str] = field(default_factory=set)

    @property
    def all(self) -> list[Recorder]:
        return [self.claimant, self.adviser, self.second, self.manager, self.partner]

    def desk(self, rest: str = "") -> str:
        """An address of the claim at the desk."""
        return f"/staff/claims/{self.reference}/{rest}"

    def own(self, rest: str = "") -> str:
        """An address of the claim for its claimant."""
        return f"/claims/{self.claim.public_id}/{rest}"

    @property
    def reference(self) -> str:
        with council_scope(self.council.pk):
            return Claim.objects.get(pk=self.claim.pk).reference


def recorder(actor: Actor | None, council: Council) -> Recorder:
    return Recorder(browser_of(actor).client if actor else Client(), council.host)


@pytest.fixture
def story(transactional_db, settings, tmp_path) -> Story:
    settings.MAILBOX_DIR = tmp_path
    settings.MESSAGE_BACKEND = "notifications.channels.MailboxBackend"
    council = make_council("calderbrook")
    alice = make_resident(council, "Canariella Vogelsang", "vogelsang@example.org")
    aisha, ben = (make_staff(council, f"{each} Khan", f"{each}@calderbrook.example", Role.ADVISOR) for each in "ab")
    omar = make_staff(council, "Omar Finch", "omar@calderbrook.example", Role.ADMIN)
    with council_scope(council.pk):
        claim = library_draft(FORM, alice)
        save_deciding_settings(second_person=True, by=omar)
    people = [recorder(each, council) for each in (alice, aisha, ben, omar, None)]
    return Story(council, *people, by=alice, manager_actor=omar, claim=claim)


def kept_in(page: str, names: Iterable[str]) -> dict[str, str]:
    """What the form with one of these controls posts untouched; the first form of the page if none has."""
    forms = tree(page).one("main").all("form")
    chosen = next((form for form in forms for each in form.walk() if each.attrs.get("name") in names), forms[0])
    kept = {}
    for each in chosen.walk():
        name, kind = each.attrs.get("name", "csrfmiddlewaretoken"), each.attrs.get("type", "")
        is_picked = kind not in ("radio", "checkbox") or "checked" in each.attrs
        if name != "csrfmiddlewaretoken" and each.name in ("input", "textarea") and is_picked and kind != "file":
            kept[name] = each.attrs.get("value", each.text)
    return kept


def post(browser: Browser, url: str, **typed: Any):
    """Open a page, type, and press its button; it leads on."""
    page = browser.get(url)
    reply = browser.post(url, kept_in(page.content.decode(), typed) | typed)
    assert reply.status_code in (200, 302), (url, errors_in(reply))
    return reply


def went(reply) -> bool:
    """Whether what was posted was taken and led on."""
    assert reply.status_code == 302, errors_in(reply)
    return True


def errors_in(reply) -> str:
    return " ".join(each.text for each in tree(reply.content.decode()).all(class_="govuk-error-summary"))


def previewed(browser: Browser, url: str, **typed: Any) -> None:
    """The same where a preview comes first: what it holds is sent with its button."""
    page = post(browser, url, **typed)
    assert page.status_code == 200, url
    kept = kept_in(page.content.decode(), ["confirm"])
    assert went(browser.post(url, kept | {"confirm": "1"}))


def fill_and_send(story: Story) -> None:
    with council_scope(story.council.pk):
        answer_everything(story.claim, story.by, WIDE)
        marks, known = markers_for(story.claim), revisions(story.claim)
    for (key, row), raw in marks.items():
        body = {"question": key, "row": row, "raw": raw, "base": known.get((key, row), 0)}
        reply = autosave(story.claimant, story.claim, body)
        assert reply.status_code == 200, (key, reply.content)
    story.needles = {each for raw in marks.values() for each in needles_of(raw)} | OWN_WORDS
    assert len(story.needles) > 40
    for page in ("", "check/"):
        assert story.claimant.get(story.own(page)).status_code == 200
    sent = story.claimant.post(reverse("claims:submit", args=[story.claim.public_id]), {"for_whom": "self"})
    assert went(sent)


def photo(name: str) -> io.BytesIO:
    taken = io.BytesIO()
    Image.new("RGB", (40, 30)).save(taken, "PNG")
    taken.seek(0)
    taken.name = name
    return taken


def work() -> None:
    """The workers look: whatever is due is done."""
    for task in (send_due_messages, make_due_documents, tell_of_messages, send_due_letters, deliver_due,
                 make_due_exports, send_due_messages):  # fmt: skip
        task()


def partner_signs(story: Story) -> None:
    assert went(post(story.claimant, story.own("partner/"), contact=TYPED["partner"]))
    work()
    with council_scope(story.council.pk):
        link = next(found for each in mailbox() if (found := re.search(r"/sign/[\w-]+/", each.text)))[0]
    post(story.partner, link)
    with council_scope(story.council.pk):
        code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    assert story.partner.post("/sign-claim/code/", {"code": code}).status_code == 302
    signed = post(story.partner, "/sign-claim/", name=f"{PARTNER['first']} {PARTNER['last']}", agree="on")
    assert went(signed)


def papers_and_words(story: Story) -> None:
    """The desk takes it, shows the number, asks for a paper; the claimant sends it and asks something."""
    assert went(post(story.adviser, story.desk("owner/"), take="1"))
    story.adviser.post(story.desk("notes/"), {"text": TYPED["note"]})
    shown = post(story.adviser, story.desk("show/nino/0/"), reason="other", words=TYPED["why_shown"])
    assert "AB654" in re.sub(r"\s", "", shown.content.decode())
    due = timezone.localdate() + dt.timedelta(days=14)
    on = {"due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year}
    assert went(
        post(story.adviser, story.desk("papers/ask/"), kind="other", name="Payslip", why=TYPED["ask_paper"], **on)
    )
    with council_scope(story.council.pk):
        paper = story.claim.papers.get(name="Payslip")
    reply = story.claimant.post(story.own(f"papers/{paper.public_id}/"), {"files": photo(TYPED["paper"])})
    assert went(reply)
    assert went(post(story.claimant, story.own("messages/"), words=TYPED["message"]))
    previewed(story.adviser, story.desk("write/"), words=TYPED["answer"])
    work()


def correction(story: Story) -> None:
    asked = {"keys": ["phone"], "reason": "wrong", "words": TYPED["asked_again"], "whose": "claimant"}
    previewed(story.adviser, story.desk("corrections/ask/"), **asked)
    with council_scope(story.council.pk):
        url = story.own(f"corrections/{story.claim.correction_asks.get().public_id}/")
    assert went(post(story.claimant, url, phone=TYPED["corrected"]))
    assert went(post(story.claimant, f"{url}check/"))
    with council_scope(story.council.pk):
        assert sent_values(Claim.objects.get(pk=story.claim.pk))["phone"].endswith("900777")


def decision(story: Story) -> None:
    """Every check passed, decided, agreed to by a second person, and the letter gone."""
    with council_scope(story.council.pk):
        checks = [each["key"] for each in story.claim.form_version.spec["checks"]]
    for key in checks:
        if story.adviser.get(story.desk(f"checks/{key}/")).status_code == 200:
            assert went(post(story.adviser, story.desk(f"checks/{key}/"), result="passed", words=TYPED["found"]))
    form = kept_in(story.adviser.get(story.desk("decide/")).content.decode(), ["outcome"])
    award = next(name for name in form if name.endswith("_amount"))
    start = award.replace("_amount", "_from")
    amount = {award: "92.50", f"{start}-day": "1", f"{start}-month": "12", f"{start}-year": "2026"}
    previewed(story.adviser, story.desk("decide/"), outcome="awarded", summary=TYPED["summary"], **amount)
    with council_scope(story.council.pk):
        url = story.desk(f"decisions/{story.claim.decisions.get().public_id}/")
    assert went(post(story.second, url, agree="1"))
    with council_scope(story.council.pk):
        LetterPdf.objects.update(due_at=timezone.now())
    work()
    with council_scope(story.council.pk):
        letter = story.claim.decisions.get()
        assert letter.state == "sent"
    assert "Goldcrester" in story.claimant.get(story.own(f"letters/{letter.public_id}/")).content.decode()
    assert story.claimant.get(story.own(f"letters/{letter.public_id}/pdf/")).status_code == 200


def hand_over(story: Story, office) -> None:
    """The back office quotes what it got in its refusals, then takes it."""
    for _again in range(4):
        with council_scope(story.council.pk):
            Delivery.objects.update(due_at=timezone.now())
            Destination.objects.update(paused_until=None)
            # A worker would refuse an address on this machine.
            try_deliveries(story.council)
    with council_scope(story.council.pk):
        assert {each.state for each in Delivery.objects.order_by("pk")} == {"accepted"}
    assert any(b"AB654" in request.body.replace(b" ", b"") for request in office.requests)


def export_and_erase(story: Story) -> str:
    """Everything that is kept goes into an archive; years later it is erased. What the archive says."""
    said = {"who": story.reference, "reason": "They asked"}
    assert went(story.manager.post(reverse("records:people"), said))
    work()
    page = story.manager.get(reverse("records:people")).content.decode()
    archive = story.manager.get(re.search(r"/staff/records/exports/[\w-]+/", page)[0])
    with zipfile.ZipFile(io.BytesIO(archive.content)) as files:
        words = files.read("data.json").decode()
    with council_scope(story.council.pk):
        old(story.claim, 7)
    erased = story.manager.post(reverse("records:erase"), {"who": story.reference, "_sure": "yes"})
    assert went(erased)
    with council_scope(story.council.pk):
        assert not Claim.objects.exists()
    return words


def found_in(story: Story, text: str) -> list[str]:
    """What of the person stands there."""
    return sorted(each for each in story.needles if each.lower() in text.lower())


def messages_of(story: Story) -> str:
    """Subjects and bodies of everything that left, without the name that opens a letter."""
    with council_scope(story.council.pk):
        letters = mailbox()
    assert len(letters) > 5
    said = " ".join(f"{each.subject} {each.text}" for each in letters)
    return re.sub(f"{NAME['first']}|{NAME['last']}", "", said)


def strangers_see(story: Story, addresses: list[str]) -> str:
    """What a neighbour, another council's adviser and nobody in particular read at every address of the story."""
    other = make_council("southmere")
    bob = make_resident(story.council, "Bob Birtle", "bob@example.org")
    tom = make_staff(other, "Tom Ellery", "tom@southmere.example", Role.ADVISOR)
    seen = []
    for browser in (browser_of(bob), browser_of(tom), Browser(Client(), story.council.host)):
        for path in addresses:
            seen.append(browser.get(path).content.decode(errors="replace"))
    return "\n".join(seen)


@pytest.mark.slow
def test_from_the_first_page_to_the_erasing_nothing_of_a_person_is_anywhere_else(story):
    empty_redis()
    quoting = [answer(500, b"AB 65 Zquill"), answer(503, b"Zquill"), *(accept() for _ in range(8))]
    with everything_logged() as log, standing_in() as office:
        office.script = quoting
        with council_scope(story.council.pk):
            destination_at(office.address, story.manager_actor, forms=[FORM], on_decision=True, with_hidden=True)
        fill_and_send(story)
        partner_signs(story)
        papers_and_words(story)
        correction(story)
        decision(story)
        hand_over(story, office)
        redis, messages = in_redis(), messages_of(story)
        visited = [path for each in story.all for path in each.addresses if path]
        others = strangers_see(story, sorted(set(visited)))
        bearer = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}
        metrics = story.claimant.client.get(reverse("metrics"), headers=bearer, HTTP_HOST="localhost").content.decode()
        archive = export_and_erase(story)
    with council_scope(story.council.pk):
        trail = json.dumps(list(AuditEvent.objects.values_list("code", "subject", "detail").order_by("pk")))
    assert len(found_in(story, archive)) > len(story.needles) / 2, "the markers are what is kept"
    looked_at = {
        "log": (log.getvalue(), "request_finished"), "Redis": (redis + in_redis(), "due:"),
        "messages": (messages, "Sign in"), "addresses": ("\n".join(visited), "/papers/"),
        "other people's pages": (others, "<h1"), "metrics": (metrics, "# HELP"), "trail": (trail, "claims."),
    }  # fmt: skip
    for place, (text, proof) in looked_at.items():
        assert proof in text, f"{place}: it was looked at"
        assert found_in(story, text) == [], place
    # As JSON writes "…".
    assert log.getvalue().count("/sign/") == log.getvalue().count("/sign/\\u2026") > 0
