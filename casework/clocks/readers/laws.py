"""What the law says of deciding each form."""

from __future__ import annotations

from typing import Any

from accounts.actors import Actor
from accounts.permissions import Permission, require
from formspec.models import Form, FormVersion


def days_in_law(by: Actor) -> list[tuple[str, str, dict[str, Any] | None]]:
    """Slug, title and `decide_within` (None: no law says) of the published claim forms, in the council's order."""
    require(by, Permission.COUNCIL_MANAGE)
    versions = FormVersion.objects.filter(state=FormVersion.State.PUBLISHED, form__kind=Form.Kind.CLAIM)
    ordered = versions.order_by("form__position", "form__slug")
    return list(ordered.values_list("form__slug", "spec__title", "spec__decide_within"))
