"""Who calls: a key of the council on whose host the call came. Each has a limit of its own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.throttling import seconds_to_wait
from casework.handover.actions.api_keys import note_use
from casework.handover.readers.api_keys import key_behind
from casework.models import ApiKey

SCHEME = "Bearer"
RATE = "300/m"


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer bo_…`. A bad key counts against nobody: good ones have limits of their own."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey]:
        scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
        key = key_behind(sent.strip()) if scheme.lower() == SCHEME.lower() else None
        if key is None:
            raise AuthenticationFailed("Send a key of this council that is not revoked: Authorization: Bearer bo_…")
        return AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class KeyScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document says it."""

    target_class = KeyAuthentication
    name = "councilKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key that a council admin made."}


class MayDo(BasePermission):
    """The key has the right that the view needs (`right`)."""

    message = "This key has not the right to do this."

    def has_permission(self, request: Request, view: Any) -> bool:
        return view.right in request.auth.rights


class KeyThrottle(BaseThrottle):
    """So many calls a minute with one key."""

    wait_seconds = 0

    def allow_request(self, request: Request, view: APIView) -> bool:
        key: ApiKey = request.auth
        note_use(key)
        self.wait_seconds = seconds_to_wait(
            group="claims-api", rate=RATE, value=f"key-{key.pk}", council=key.council_id
        )
        return not self.wait_seconds

    def wait(self) -> int:
        return self.wait_seconds
