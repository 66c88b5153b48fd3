"""Who has a draft open: whoever loaded one of its pages within two minutes."""

from __future__ import annotations

import time

from django.core.cache import cache

from accounts.actors import Actor
from studio.models import FormDraft

STAYS = 120


def others_here(actor: Actor, draft: FormDraft) -> list[str]:
    """Note that the actor has the draft open; the names of the others who have. Without Redis nobody is seen."""
    key, now = f"studio.here.{draft.pk}", time.time()
    here = {who: said for who, said in (cache.get(key) or {}).items() if said["at"] > now - STAYS}
    me = str(actor.user.pk) if actor.user else ""
    cache.set(key, {**here, me: {"at": now, "name": actor.label}}, STAYS)
    return sorted(said["name"] for who, said in here.items() if who != me)
