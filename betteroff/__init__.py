"""Wiring: settings, addresses, servers, demo data. No app imports it."""

from betteroff.celery import app as celery_app

__all__ = ["celery_app"]
