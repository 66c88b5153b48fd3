"""`python -m tests.drills.seeding PEOPLE DRAFTS`: signed-in residents with drafts to send and a journal; JSON out."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
import uuid
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.actors import Actor, system_actor  # noqa: E402
from accounts.models import Council, Membership, Resident, User  # noqa: E402
from accounts.permissions import Role  # noqa: E402
from betteroff.demo.claims import answer_everything  # noqa: E402
from claims.actions.answering import start_claim  # noqa: E402
from claims.models import Claim  # noqa: E402
from claims.papers.readers import papers_of  # noqa: E402
from claims.readers.answer_store import spec_of, stored_answers  # noqa: E402
from cobrowse.actions.asking import HelpWanted, ask_for_help  # noqa: E402
from cobrowse.actions.duty import change_duty  # noqa: E402
from cobrowse.actions.queueing import accept  # noqa: E402
from cobrowse.models import About, Access, Duty, HelpRequest, SharedForm, Way  # noqa: E402
from cobrowse.sharing.actions.sharing import share_form  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from formspec.actions.publishing import publish_spec  # noqa: E402
from formspec.models import Form  # noqa: E402
from formspec.rules.compile import compile_form  # noqa: E402
from jobjournal.actions.library import set_up_journal  # noqa: E402
from jobjournal.models import SentenceTemplate  # noqa: E402
from jobjournal.presenters.offline import owner_id  # noqa: E402
from tests.drills.editing import PAGE, SOURCE  # noqa: E402

FORM = "free-school-meals"


def seed(people: int, drafts: int) -> dict[str, Any]:
    """Sessions, the drafts to send, an answer to save again and again, and an entry of the journal."""
    council = Council.objects.get(slug="calderbrook")
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "drill"))
        template = SentenceTemplate.objects.select_related("activity").filter(activity__isnull=False).order_by("pk")[0]
        return {"council": council.pk, "host": council.host, "people": [
            person(council, template, drafts) for _ in range(people)
        ], "help": conversation(council, *two_people(council)), "shared": shared_form(council)}  # fmt: skip


def person(council: Council, template: SentenceTemplate, drafts: int) -> dict[str, Any]:
    """One resident, signed in."""
    user = User.objects.create(email=f"{uuid.uuid4().hex}@example.org")
    resident = Resident.objects.create(council=council, user=user)
    actor = Actor(council=council, user=user, resident=resident)
    claims = [start_claim(slug=FORM, language="en-gb", by=actor) for _ in range(drafts + 1)]
    for claim in claims:
        answer_everything(claim, actor, {"fsm_benefits": ["uc"]})
    client = Client()
    client.force_login(user)
    return {
        "session": client.cookies["sessionid"].value,
        "claims": [str(claim.public_id) for claim in claims[1:]],
        "draft": str(claims[0].public_id),
        "papers": [f"/claims/{each.public_id}/papers/{papers_of(each)[0].public_id}/" for each in claims],
        "question": text_of(claims[0]),
        "entry": {
            "owner": owner_id(resident), "activity": template.activity.key, "template": "", "minutes": "45",
            "slots": {"date": timezone.localdate().isoformat()}, "own_words": "I asked three shops.", "language": "en",
        },
    }  # fmt: skip


def two_people(council: Council) -> tuple[Actor, Actor]:
    """A resident, and an adviser on duty."""
    user = User.objects.create(email=f"{uuid.uuid4().hex}@example.org")
    worker = User.objects.create(email=f"{uuid.uuid4().hex}@example.org", is_staff=True)
    membership = Membership.objects.create(user=worker, roles=[Role.ADVISOR], display_name="Drill")
    adviser = Actor(council=council, user=worker, membership=membership, second_factor=True)
    change_duty(state=Duty.State.HERE, by=adviser)
    return Actor(council=council, user=user, resident=Resident.objects.create(council=council, user=user)), adviser


def conversation(council: Council, resident: Actor, adviser: Actor) -> dict[str, dict[str, str]]:
    """A conversation that goes on: the page and the session of each side."""
    wanted = HelpWanted(about=About.OTHER, way=Way.CHAT, language="en-gb", words="Hello")
    # Nobody's screen is open until the drill comes to them.
    until = timezone.now() + dt.timedelta(hours=1)
    Duty.objects.update(seen_at=until)
    path = f"/help/{accept(public_id=ask_for_help(wanted=wanted, by=resident).public_id, by=adviser).public_id}/"
    HelpRequest.objects.update(resident_here_at=until)
    return {
        "resident": {"path": path, "session": session_of(resident.user)},
        "adviser": {"path": f"/staff{path}", "session": session_of(adviser.user, is_staff=True)},
    }


def shared_form(council: Council) -> dict[str, Any]:
    """A draft that two people fill in: of each the address of its screen and where it saves, and the draft's key."""
    resident, adviser = two_people(council)
    found = conversation(council, resident, adviser)
    form, _made = Form.objects.get_or_create(slug=SOURCE["slug"])
    publish_spec(form=form, spec=compile_form(SOURCE, guidance={}), by=system_actor(council, "drill"))
    claim = start_claim(slug=SOURCE["slug"], language="en-gb", by=resident)
    public_id = found["resident"]["path"].split("/")[2]
    share = share_form(public_id=public_id, claim_id=claim.public_id, access=Access.EDIT, by=resident)
    # Nobody's page is open until the drill comes to it.
    until = timezone.now() + dt.timedelta(hours=1)
    SharedForm.objects.filter(pk=share.pk).update(
        view=SharedForm.View.PAGE, page=PAGE, resident_here_at=until, resident_beats=False
    )
    for side in found.values():
        side["path"] += "form/"
    found["resident"]["save"], found["adviser"]["save"] = (
        f"/claims/{claim.public_id}/answers/",
        found["adviser"]["path"],
    )
    return {**found, "claim": claim.pk, "share": share.pk}


def session_of(user: User, *, is_staff: bool = False) -> str:
    """The cookie of somebody signed in; staff with a second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    if is_staff:
        proofs = [{"method": "password", "at": time.time()}, {"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods"] = proofs
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return session.session_key


def text_of(claim: Claim) -> dict[str, Any]:
    """An answer in plain words: its question, and the revision that was saved last."""
    kinds = {question["key"]: question["type"] for question in spec_of(claim).questions.values()}
    for (key, row), answer in sorted(stored_answers(claim).items()):
        if not row and kinds[key] in {"text", "long_text"} and isinstance(answer.raw, str):
            return {"key": key, "revision": answer.revision}
    raise LookupError("The form has no question in plain words.")


if __name__ == "__main__":
    json.dump(seed(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
