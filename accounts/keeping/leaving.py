"""What ends when somebody clears a device, so that they can be asked first: a conversation, for example.

Apps above register what they know of, once, in `apps.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.actors import Actor


@dataclass(frozen=True)
class GoingOn:
    """Something that ends when its person leaves: in a sentence, with the address to go back to it."""

    words: str
    address: str


@dataclass(frozen=True)
class Room:
    """An app's answers: what goes on for somebody, if anything, and how it is ended."""

    going_on: Callable[[Actor], GoingOn | None]
    end: Callable[[Actor], None]


_rooms: list[Room] = []


def ask_before_leaving(room: Room) -> None:
    """Ask about what goes on in this app; registered twice, it is asked once."""
    if room not in _rooms:
        _rooms.append(room)


def going_on(actor: Actor) -> list[GoingOn]:
    """Everything that would end if this person left now."""
    return [found for room in _rooms if (found := room.going_on(actor)) is not None]


def end_what_goes_on(actor: Actor) -> None:
    """The person leaves, and knows what ends."""
    for room in _rooms:
        room.end(actor)
