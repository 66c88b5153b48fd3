"""Answers on their way to the screens that show them: encrypted, so that Redis has nothing of them.

They are news only for a screen of which a look found that it may see this share, a few seconds ago at the most, and
that has everything before them. Any other reads the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from claims.readers.answer_store import StoredAnswer
from core.crypto import CannotDecrypt, decrypt, encrypt
from core.rules.numbers import whole_number

Place = tuple[str, str]
MOST = 2**63 - 1


class Newer(NamedTuple):
    """All that was saved of a draft after revision `since`."""

    since: int
    answers: dict[Place, StoredAnswer]


def _context(share_id: int, head: int) -> str:
    return f"told:{share_id}:{head}"


def encrypted_answers(share_id: int, head: int, answers: dict[Place, StoredAnswer]) -> bytes:
    """What was saved just now of a draft that is shared; `head` is its revision after it."""
    told = [[*place, *answer._replace(saved_at=answer.saved_at.isoformat())] for place, answer in answers.items()]
    return f"{head} ".encode() + encrypt(told, context=_context(share_id, head))


def newer_in(news: Iterable[bytes], share_id: int, head: int) -> Newer | None:
    """What was told of a share to a screen that has its draft as of revision `head`, in the order in which it was told;
    None where something between is missing, or it was told of something else.
    """
    since, answers = head, {}
    for each in news:
        number, _space, secret = each.partition(b" ")
        upto = whole_number(number.decode(), most=MOST) or 0
        if upto <= head:
            # It was read meanwhile.
            continue
        try:
            told = decrypt(secret, context=_context(share_id, upto))
        except CannotDecrypt:
            return None
        if upto - len(told) != head:
            return None
        head = upto
        for key, row, raw, revision, provenance, source, saved_at, *more in told:
            answers[key, row] = StoredAnswer(
                raw, revision, provenance, source, dt.datetime.fromisoformat(saved_at), *more
            )
    return Newer(since, answers)
