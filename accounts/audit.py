"""Writing and verifying the audit chain."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Delegation, Resident
from core.rows import insert


def record(
    code: str,
    *,
    by: Actor,
    resident: Resident | None = None,
    subject: str = "",
    grant: Delegation | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Append one event to the council's chain, in the caller's transaction. `detail` holds codes, never content."""
    insert(
        AuditEvent(
            code=code,
            actor=by.user,
            actor_label=by.label,
            resident=resident,
            delegation=grant,
            subject=subject,
            detail=detail or {},
            at=timezone.now(),
        )
    )


def broken_links() -> list[str]:
    """Recompute the current council's chain in the database; one sentence for each row that does not fit."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT number, hash = accounts_audit_hash(event.*) AS same,
                   previous_hash = coalesce(lag(hash) OVER (ORDER BY number), '') AS linked,
                   number = row_number() OVER (ORDER BY number) AS counted
              FROM accounts_auditevent AS event ORDER BY number
            """
        )
        rows = cursor.fetchall()
    problems = []
    for number, same, linked, counted in rows:
        if not same:
            problems.append(f"Event {number} was changed after it was written.")
        if not linked:
            problems.append(f"Event {number} does not follow the event before it.")
        if not counted:
            problems.append(f"An event before number {number} is missing.")
    return problems


def head() -> str:
    """The current council's last event, in words: its number and the start of its hash."""
    last = AuditEvent.objects.order_by("-number").first()
    return f"{last.number} events, head {last.hash[:16]}" if last else "no events"
