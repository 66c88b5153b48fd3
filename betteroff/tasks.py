"""Housekeeping of the whole platform."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="betteroff.clear_sessions")
def clear_sessions() -> None:
    """Delete sessions that have ended: each is a row."""
    call_command("clearsessions")
