"""What becomes of cases on news from below."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.actors import system_actor
from accounts.signals import records_joined, work_changed
from advocates.caseload.actions.covering import hand_on_cases_of
from advocates.caseload.actions.opening import move_cases, open_case_at
from advocates.signals import organisation_began


@receiver(records_joined)
def move_who_works_with_them(sender, source, target, **kwargs):
    """Whoever works with one record works with the person."""
    move_cases(source=source, target=target)


@receiver(work_changed)
def hand_on_what_they_had(sender, membership, by, **kwargs):
    """Somebody works with people no more: their cases are for others."""
    hand_on_cases_of(membership=membership, by=by)


@receiver(organisation_began)
def begin_their_work(sender, grant, member, by, **kwargs):
    """An organisation that may act for somebody has them in its caseload."""
    platform = system_actor(by.council, "caseload")
    open_case_at(resident=grant.resident, organisation=grant.organisation, member=member, by=platform)
