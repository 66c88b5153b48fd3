"""The owner's journal in the access matrix: an entry with proof, a job, an appointment, a PDF."""

from __future__ import annotations

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.actors import Actor, system_actor
from jobjournal.actions.exporting import ask_document
from jobjournal.actions.jobs import add_job
from jobjournal.actions.library import set_up_journal
from jobjournal.actions.planning import add_appointment
from jobjournal.actions.proof import add_proof
from tests.core.test_cleaning import with_place
from tests.drawing import draw
from tests.jobjournal.making import recorded


def journal_things(owner: Actor) -> dict[str, list[str]]:
    """By the words of the table, what addresses of the journal name."""
    set_up_journal(by=system_actor(owner.council, "tests"))
    entry, day = recorded(owner), timezone.localdate()
    photo = SimpleUploadedFile("proof.jpg", with_place(), "image/jpeg")
    add_proof(public_id=entry.public_id, uploads=[photo], by=owner)
    job = add_job(resident=owner.resident, fields={"title": "Cook"}, by=owner)
    meeting = add_appointment(
        resident=owner.resident, fields={"what": "Work coach", "starts_at": timezone.now()}, by=owner
    )
    document = ask_document(resident=owner.resident, first=day, last=day, language="en-gb", by=owner)
    draw(document)
    return {
        "entry": [str(entry.public_id)],
        "proof": [str(entry.files.get().public_id)],
        "job": [str(job.public_id)],
        "appointment": [str(meeting.public_id)],
        "journal pdf": [str(document.public_id)],
        "activity": ["applied"],
        "begun entry": ["applied", str(uuid.uuid4())],
        "sentence": ["apply_online"],
        "entry place": [day.isoformat(), "99"],
        "period": [day.isoformat(), day.isoformat()],
    }
