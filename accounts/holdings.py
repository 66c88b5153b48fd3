"""What apps above keep in a person's record, asked for from below: each says it once, in `apps.ready()`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from accounts.models import Resident


@dataclass(frozen=True)
class Held:
    """One thing in a record that somebody may be asked about ("is this yours?"): a form that was begun or sent.
    `is_form` is False for anything else, such as a conversation.

    `name` is the name given in it, `contacts` the e-mail addresses (small letters) and phones (E.164) given in it.
    `reference` is what its sender was given when it was sent.
    """

    title: str
    name: str
    born_on: dt.date | None
    began_at: dt.datetime
    sent_at: dt.datetime | None = None
    contacts: frozenset[str] = field(default_factory=frozenset)
    reference: str = ""
    is_form: bool = True


@dataclass(frozen=True)
class Keeper:
    """An app's answers: what is in a record, and which records something with one of these contacts was sent from."""

    held_in: Callable[[Resident], list[Held]]
    sent_with: Callable[[Collection[str]], set[int]]


_keepers: list[Keeper] = []


def keep_in_records(keeper: Keeper) -> None:
    """Count what this app keeps; registered twice, it counts once."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def held_in(resident: Resident) -> list[Held]:
    """Everything in a record, what was begun first first."""
    return sorted((held for keeper in _keepers for held in keeper.held_in(resident)), key=lambda held: held.began_at)


def sent_with(contacts: Collection[str]) -> set[int]:
    """The primary keys of the records from which something was sent with one of these contacts in it."""
    return {pk for keeper in _keepers for pk in keeper.sent_with(contacts)}
