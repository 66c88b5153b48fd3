"""Who calls: a key of the council on whose host the call came. Each has a limit of its own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.throttling import council_of, network_of, seconds_to_wait
from casework.handover.actions.api_keys import note_use
from casework.handover.readers.api_keys import key_behind
from casework.handover.rules.keys import hash_of
from casework.models import ApiKey

SCHEME = "Bearer"
RATE = "300/m"
# So many different keys that are none may come from one network.
GUESSES = "20/m"


def seconds_to_guess(request: Request, wrong: str) -> int:
    """In how many seconds keys from this network are looked at again, 0 now; counts a key that is `wrong`, "" for none.

    The same wrong key counts once a minute: a system with a revoked one shuts out nobody beside it.
    """
    network, council = network_of(request), council_of(request)
    is_new = bool(wrong) and not seconds_to_wait(
        group="claims-api-bad-key", rate="1/m", value=f"{network} {hash_of(wrong)}", council=council
    )
    return seconds_to_wait(group="claims-api-guesses", rate=GUESSES, value=network, council=council, counts=is_new)


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer bo_…`. Good keys have limits of their own; bad ones count for their network."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey]:
        scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
        if wait := seconds_to_guess(request, ""):
            raise Throttled(wait)
        key = key_behind(sent.strip()) if scheme.lower() == SCHEME.lower() else None
        if key is None:
            seconds_to_guess(request, sent)
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
