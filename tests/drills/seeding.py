"""`python -m tests.drills.seeding PEOPLE DRAFTS`: signed-in residents with drafts to send and a journal; JSON out."""

from __future__ import annotations

import json
import sys
import uuid
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.actors import Actor, system_actor  # noqa: E402
from accounts.models import Council, Resident, User  # noqa: E402
from betteroff.demo.claims import answer_everything  # noqa: E402
from claims.actions.answering import start_claim  # noqa: E402
from claims.models import Claim  # noqa: E402
from claims.readers.answer_store import spec_of, stored_answers  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from jobjournal.actions.library import set_up_journal  # noqa: E402
from jobjournal.models import SentenceTemplate  # noqa: E402
from jobjournal.presenters.offline import owner_id  # noqa: E402

FORM = "free-school-meals"


def seed(people: int, drafts: int) -> dict[str, Any]:
    """Sessions, the drafts to send, an answer to save again and again, and an entry of the journal."""
    council = Council.objects.get(slug="calderbrook")
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "drill"))
        template = SentenceTemplate.objects.select_related("activity").filter(activity__isnull=False).order_by("pk")[0]
        return {"council": council.pk, "host": council.host, "people": [
            person(council, template, drafts) for _ in range(people)
        ]}  # fmt: skip


def person(council: Council, template: SentenceTemplate, drafts: int) -> dict[str, Any]:
    """One resident, signed in."""
    user = User.objects.create(email=f"{uuid.uuid4().hex}@example.org")
    resident = Resident.objects.create(council=council, user=user)
    actor = Actor(council=council, user=user, resident=resident)
    claims = [start_claim(slug=FORM, language="en-gb", by=actor) for _ in range(drafts + 1)]
    for claim in claims:
        answer_everything(claim, actor)
    client = Client()
    client.force_login(user)
    return {
        "session": client.cookies["sessionid"].value,
        "claims": [str(claim.public_id) for claim in claims[1:]],
        "draft": str(claims[0].public_id),
        "question": text_of(claims[0]),
        "entry": {
            "owner": owner_id(resident), "activity": template.activity.key, "template": "", "minutes": "45",
            "slots": {"date": timezone.localdate().isoformat()}, "own_words": "I asked three shops.", "language": "en",
        },
    }  # fmt: skip


def text_of(claim: Claim) -> dict[str, Any]:
    """An answer in plain words: its question, and the revision that was saved last."""
    kinds = {question["key"]: question["type"] for question in spec_of(claim).questions.values()}
    for (key, row), answer in sorted(stored_answers(claim).items()):
        if not row and kinds[key] in {"text", "long_text"} and isinstance(answer.raw, str):
            return {"key": key, "revision": answer.revision}
    raise LookupError("The form has no question in plain words.")


if __name__ == "__main__":
    json.dump(seed(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
