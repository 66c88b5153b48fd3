"""What is missing for a record to be good evidence: gentle hints, never a reason not to save.

After the evidence rule of the starter content: what, the day, who or where, how long, what came of it; a reference,
proof and a next step are good to have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jobjournal.rules.slot_words import is_empty

WHO_OR_WHERE = {
    "employer", "place", "site", "agency", "person", "provider", "organisation", "contact", "event", "adviser",
    "referee", "told_who",
}  # fmt: skip
OUTCOME = {
    "outcome_clause", "result_clause", "count", "saved", "applied", "learned", "agreed", "cv_change", "profile_change",
    "task", "topic", "answer_clause", "skill", "next_step", "journey", "document", "made_up_clause",
}  # fmt: skip
# In these activities time is not the point, or is the answer itself.
NO_TIME_NEEDED = {"result", "could_not_do", "paid_work", "references"}
A_DURATION = re.compile(r"\b(\d+|an?|one|two|three|four|half|few)\b[^.]{0,12}\b(min|hour|hr)", re.IGNORECASE)
A_PLACE = re.compile(
    r"\b((at|in|on|with|from|to|by)\s+(the\s+|my\s+|a\s+)?[\w’']{2,}|called|emailed|phoned|rang|met|saw|visited)\b",
    re.IGNORECASE,
)
AN_OUTCOME = re.compile(
    r"\b(said|told|asked me|found|got|sent|applied|offer|wait|hear|finish|learn|saved|agreed|updated|wrote|will)",
    re.IGNORECASE,
)


def missing_details(
    *,
    activity: str,
    values: Mapping[str, Any],
    types: Mapping[str, str],
    minutes: int | None,
    own_words: str = "",
    language: str = "en",
) -> list[str]:
    """Codes of what would make an entry stronger, most important first: how_long, who_or_where, outcome, reference.

    `values` and `types` are those of the gaps. An entry in the person's own words is looked through when it is in
    English; in another `language` only the time is asked for.
    """
    filled = {name for name, kind in types.items() if not is_empty(kind, values.get(name))}
    said = own_words.strip()
    hints = []
    has_time = minutes or _any("minutes", filled, types) or A_DURATION.search(said) or activity in NO_TIME_NEEDED
    if not has_time:
        hints.append("how_long")
    if said and language != "en":
        return hints
    if not (filled & WHO_OR_WHERE or A_PLACE.search(said)):
        hints.append("who_or_where")
    if not (filled & OUTCOME or _any("choice", filled, types) or AN_OUTCOME.search(said)):
        hints.append("outcome")
    if "reference" in types and "reference" not in filled:
        hints.append("reference")
    return hints


def _any(kind: str, names: Iterable[str], types: Mapping[str, str]) -> bool:
    return any(types[name] == kind for name in names)
