"""The way back from one source to the one before it, no bigger than what changed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

# {"at": path, "put": value}, {"at": path, "drop": true}, or of a list {"at": path, "from": n, "cut": n, "put": items}.
Step = dict[str, Any]


def way_back(before: Any, after: Any) -> list[Step]:
    """The steps that make `before` of `after`."""
    return list(_steps(before, after, []))


def _steps(before: Any, after: Any, path: list[Any]) -> Iterator[Step]:
    if before == after and type(before) is type(after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from ({"at": [*path, key], "drop": True} for key in after if key not in before)
        for key, value in before.items():
            if key in after:
                yield from _steps(value, after[key], [*path, key])
            else:
                yield {"at": [*path, key], "put": value}
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(before, after, path)
    else:
        yield {"at": path, "put": before}


def _of_lists(before: list[Any], after: list[Any], path: list[Any]) -> Iterator[Step]:
    if len(before) == len(after):
        changed = [place for place in range(len(after)) if before[place] != after[place]]
        if len(changed) == 1:
            yield from _steps(before[changed[0]], after[changed[0]], [*path, changed[0]])
            return
    shorter = min(len(before), len(after))
    start = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    same_end = next(
        (place for place in range(shorter - start) if before[-1 - place] != after[-1 - place]), shorter - start
    )
    put = before[start : len(before) - same_end]
    yield {"at": path, "from": start, "cut": len(after) - same_end - start, "put": put}


def applied(source: Any, steps: list[Step]) -> Any:
    """A copy of the source with these steps taken; raises LookupError, TypeError where they do not fit."""
    root: Any = {"root": copy.deepcopy(source)}
    for step in steps:
        way: list[Any] = ["root", *step["at"]]
        last, holder = way.pop(), root
        for key in way:
            holder = holder[key]
        if "cut" in step:
            holder[last][step["from"] : step["from"] + step["cut"]] = copy.deepcopy(step["put"])
        elif "drop" in step:
            del holder[last]
        else:
            holder[last] = copy.deepcopy(step["put"])
    return root["root"]
