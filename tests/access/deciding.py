"""A claim of the owner's that was decided by the advisor, with its letter sent, behind the addresses of deciding, and
a choice of claims of the advisor's.
"""

from __future__ import annotations

from django.utils import timezone

from accounts.actors import Actor, system_actor
from casework.actions.filters import save_filter
from casework.bulk.actions import choose_claims
from casework.deciding.actions.deciding import make_decision
from casework.deciding.actions.sending import send_letter
from casework.deciding.readers.case import case_of
from casework.deciding.readers.letters import letter_of
from casework.deciding.rules.gates import Proposal
from casework.models import LetterPdf, NoteFile, PostalLetter, SignedFilm
from casework.noting.actions import NoteInput, write_note
from casework.readers.claims import staff_claim_for
from tests.claims.sent import sent_claim

STOPPED = Proposal("withdrawn")


def deciding_things(owner: Actor, advisor: Actor, reference: str) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name. `reference` is that of a claim that nobody has decided."""
    claim = staff_claim_for(advisor, sent_claim(owner).reference)
    case = case_of(claim)
    decision = make_decision(
        reference=claim.reference,
        proposal=STOPPED,
        based_on=case.version,
        sha256=letter_of(case, STOPPED, owner.council).sha256,
        by=advisor,
    )
    send_letter(decision_id=decision.pk, by=system_actor(owner.council, "letters"))
    LetterPdf.objects.update(state=LetterPdf.State.READY, content=b"%PDF-", made_at=timezone.now())
    post = PostalLetter.objects.create(decision=decision, why="asked", state="no_address", made_at=timezone.now())
    SignedFilm.objects.create(decision=decision, asked_at=timezone.now())
    note = write_note(reference=reference, said=NoteInput("A note that no page names"), by=advisor)
    about = {"name": "photo.jpg", "content_type": "image/jpeg", "content": b"photo", "size": 5}
    file = NoteFile.objects.create(note=note, added_at=timezone.now(), **about)
    return {
        "reference check": [reference, "general"],
        "reference decision": [claim.reference, str(decision.public_id)],
        "reference film": [claim.reference, str(decision.public_id)],
        "decided": [claim.reference],
        "list kind": ["csv"],
        "kept list": [str(save_filter(name="Mine", search="", place="stage=all", by=advisor).public_id)],
        "reference note": [reference, str(note.pk)],
        "reference note file": [reference, str(note.pk), str(file.public_id)],
        "batch": [str(choose_claims(keys=[claim.pk], beyond=0, by=advisor).public_id)],
        "postal key": [str(post.pk)],
        "postal letter": [str(post.public_id)],
        "letter": [str(claim.public_id), str(decision.public_id)],
    }
