"""`manage.py check --deploy`: what an installation must not leave unsaid."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error, Tags, register

from betteroff import environment


@register(Tags.security, deploy=True)
def plain_http_is_meant(app_configs, **kwargs) -> list[Error]:
    """Without https passwords and answers can be read on the way, so nobody gets that by leaving something out."""
    if environment.plain_http_unsaid(settings.DEMO):
        return [Error("It is not said whether visitors use https.", hint=environment.SAY_HTTP, id="betteroff.E001")]
    return []
