"""Opens the pages of others, and writes down the day on which each was there."""

from __future__ import annotations

import datetime as dt
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from core.outside.addresses import ADDRESSES, Outside, outside_addresses

SECONDS = 20
# Some sites refuse what does not call itself a browser.
AS_A_BROWSER = {"User-Agent": "Mozilla/5.0 (compatible; BetterOff link check)"}


def open_all(path: Path = ADDRESSES) -> Iterator[tuple[str, Outside, str]]:
    """(key, page, what is wrong with it or "") of each address, one after another."""
    outside_addresses.cache_clear()
    for key, page in outside_addresses(path).items():
        yield key, page, problem_of(page.url)


def problem_of(url: str) -> str:
    """Why a page cannot be opened; "" when it can."""
    try:
        # The scheme is ours: addresses.yaml is part of the platform.
        with urllib.request.urlopen(urllib.request.Request(url, headers=AS_A_BROWSER), timeout=SECONDS) as answer:  # noqa: S310
            return "" if answer.status == 200 else f"status {answer.status}"
    except urllib.error.HTTPError as error:
        return f"status {error.code}"
    except OSError as error:
        return f"no answer ({error.__class__.__name__})"


def note_checked(key: str, day: dt.date, path: Path = ADDRESSES) -> None:
    """Write the day beside one address."""
    text = path.read_text(encoding="utf-8")
    line = re.compile(rf"^({re.escape(key)}: .*checked: )[\w-]+(}})$", re.MULTILINE)
    changed, number = line.subn(rf"\g<1>{day.isoformat()}\g<2>", text)
    if number != 1:
        raise KeyError(key)
    path.write_text(changed, encoding="utf-8")
