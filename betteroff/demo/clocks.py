"""Clocks in the demo: a claim on hold, an overdue one whose hold has ended, notes, one with a file, and a decision
drawn for a quality check.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import Council
from betteroff.demo.deciding import decided, reference_of, staff_of
from betteroff.demo.papers import a_page
from casework.actions.papers import review_paper
from casework.clocks.actions.holds import bring_back, put_on_hold
from casework.clocks.actions.settings import save_targets
from casework.deciding.actions.settings import save_deciding_settings
from casework.models import ClaimHold
from casework.noting.actions import NoteInput, add_note_files, write_note
from casework.quality.actions import save_rate
from claims.models import Claim, PaperState

WHERE = "calderbrook"
A_WEEK = dt.timedelta(days=7)
LONG_AGO = dt.timedelta(days=45)


def show_clocks(council: Council) -> None:
    """What the demo of a council shows of clocks, notes and quality checks; nothing on a second load."""
    if council.slug != WHERE or ClaimHold.objects.exists():
        return
    aisha, ben, omar = (staff_of(council, f"{name}@calderbrook.example") for name in ("aisha", "ben", "omar"))
    _on_hold(reference_of("derek@example.org"), aisha, ben)
    _overdue(council, reference_of("idris@example.org"), aisha, omar)
    save_rate(form="free-school-meals", outcome="", percent=100, most_a_month=1, by=omar)
    save_deciding_settings(second_person=False, by=omar)
    decided(reference_of("grace@example.org"), aisha, "The national check found you.")
    save_deciding_settings(second_person=True, by=omar)


def _on_hold(reference: str, aisha: Actor, ben: Actor) -> None:
    until = timezone.localdate() + A_WEEK
    put_on_hold(reference=reference, until=until, reason="landlord", words="The rent book.", by=aisha)
    pinned = NoteInput("Rings back on Fridays, after four: he works nights.", is_pinned=True)
    write_note(reference=reference, said=pinned, by=aisha)
    asked = NoteInput("Please look at the tenancy.", to=aisha.membership, due_on=until)
    note = write_note(reference=reference, said=asked, by=ben)
    add_note_files(reference=reference, key=note.pk, uploads=[a_page("Tenancy, page 1")], by=ben)


def _overdue(council: Council, reference: str, aisha: Actor, omar: Actor) -> None:
    """Sent long ago, put on hold, and that is over since this morning."""
    until = timezone.localdate() + A_WEEK
    hold = put_on_hold(reference=reference, until=until, reason="dwp", words="The start of the award.", by=aisha)
    ClaimHold.objects.filter(pk=hold.pk).update(until=timezone.localdate(), due_at=timezone.now())
    bring_back(hold=hold.pk, by=system_actor(council, "clocks"))
    claim = Claim.objects.get(reference=reference)
    for paper in claim.papers.order_by("pk"):
        review_paper(
            reference=reference, paper=paper.public_id, state=PaperState.WAIVED, reason="We have this already.",
            due_on=None, revision=paper.revision, by=aisha,
        )  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(submitted_at=claim.submitted_at - LONG_AGO)
    # Every claim's day is worked out anew as soon as the workers look.
    save_targets(touch_within=2, decide_within=20, by=omar)
