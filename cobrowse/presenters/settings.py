"""The admin's page of live help."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.dates import WEEKDAYS

from cobrowse.readers.settings import HelpSettings
from cobrowse.rules.hours import clock


def settings_content(found: HelpSettings) -> dict[str, Any]:
    """What the template shows: times in words, ready words with their languages."""
    names = dict(settings.LANGUAGES)
    return {
        "times": [
            {"key": each.pk, "day": WEEKDAYS[each.weekday], "opens": clock(each.opens), "closes": clock(each.closes)}
            for each in found.times
        ],
        "rules": found.rules,
        "topics": found.topics,
        "teams": [{"key": team.pk, "name": team.name, "members": ", ".join(names)} for team, names in found.teams],
        "replies": [
            {
                "code": code,
                "title": replies[0].title,
                "words": replies[0].words,
                "language": replies[0].language,
                "languages": ", ".join(str(names.get(each.language, each.language)) for each in replies),
            }
            for code, replies in found.replies.items()
        ],
    }
