"""`make words`: every sentence of forms, guidance, estimates and passported help, the hardest to read first.

Prints its reading age in years, where it stands and its hard words; then what is too old, and the average. Exits with 1
when a sentence passes the limit that scripts/reading/words.yaml does not excuse.
"""

from __future__ import annotations

import argparse
import functools
import sys
from dataclasses import dataclass
from statistics import mean

from scripts.reading.age import OLDEST, hard_words, known, reading_age
from scripts.reading.texts import Text, everything


@dataclass(frozen=True)
class Measured:
    """A sentence with its reading age in years."""

    text: Text
    age: float

    def too_old(self, oldest: float = OLDEST) -> bool:
        """It passes the limit, and nothing excuses it."""
        return self.age > oldest and self.text.sentence not in known()["exceptions"]


@functools.cache
def measured() -> tuple[Measured, ...]:
    """Every sentence, the hardest first."""
    found = [Measured(text, reading_age(text.sentence)) for text in everything()]
    return tuple(sorted(found, key=lambda each: (-each.age, each.text)))


def line(each: Measured) -> str:
    """What the command prints of a sentence."""
    hard = ", ".join(hard_words(each.text.sentence))
    return f"{each.age:4.1f}  {each.text.place}: {each.text.sentence}{f'  [{hard}]' if hard else ''}"


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when every sentence keeps to the limit, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, help="only so many")
    parser.add_argument("--in", dest="place", default="", help="only places that begin so ('formspec/library/blue')")
    parser.add_argument("--oldest", type=float, default=OLDEST, help="years (default: %(default)s)")
    options = parser.parse_args(arguments)
    found = [each for each in measured() if each.text.place.startswith(options.place)]
    too_old = sum(each.too_old(options.oldest) for each in found)
    average = mean(each.age for each in found) if found else 0.0
    sys.stdout.writelines(f"{line(each)}\n" for each in found[: options.first])
    sys.stdout.write(
        f"{len(found):,} sentences, {average:.1f} years on average; {too_old} pass {options.oldest:.0f} years.\n"
    )
    return 1 if too_old else 0


if __name__ == "__main__":
    sys.exit(main())
