"""`make mutants`: change the code on purpose, one small thing at a time, and see whether a test notices.

Prints the changes that no test noticed, and the share that some test did notice; exits with 1 when that is below 95 %.
The checkout is never changed: see scripts/mutation/lane.py.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from fnmatch import fnmatch
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from scripts.mutation.lane import Lane, LaneFailed
from scripts.mutation.operators import Mutant
from scripts.mutation.targets import TARGETS, all_mutants, choose, found

ROOT = Path(__file__).resolve().parent.parent
COUNT, SEED, LANES = 160, 20, 2
ENOUGH = 0.95
# A mutant that loops ends after three times what its tests take, and a little for a busy machine.
TIMES_AS_LONG, SECONDS_MORE = 3, 20

_lane: Lane


def open_lane(folder: str) -> None:
    """In a worker: make its lane."""
    global _lane
    _lane = Lane(ROOT, Path(tempfile.mkdtemp(dir=folder)))


def baseline(target: str) -> float:
    """In a worker: seconds that the tests of a target take on the tree as it is."""
    return _lane.baseline(found(_lane.tree, TARGETS[target].tests))


def try_mutant(target: str, mutant: Mutant, seconds: int) -> bool:
    """In a worker: does the mutant survive the tests of its target?"""
    return _lane.survives(mutant, found(_lane.tree, TARGETS[target].tests), seconds)


def difference(root: Path, mutant: Mutant) -> str:
    """The change as a reader of patches knows it, without its heading."""
    before = (root / mutant.path).read_bytes()
    lines = [text.decode().splitlines() for text in (before, mutant.applied(before))]
    return "\n".join(list(difflib.unified_diff(*lines, lineterm="", n=0))[3:])


def report(root: Path, tried: dict[Mutant, bool]) -> tuple[str, float]:
    """The survivors with their places and changes, then one line; and the share that was noticed."""
    survivors = sorted(mutant for mutant, survived in tried.items() if survived)
    parts = [f"{each.path}:{each.line}  {each.operator}\n{difference(root, each)}\n" for each in survivors]
    rate = 1 - len(survivors) / len(tried) if tried else 0.0
    parts.append(f"{len(tried) - len(survivors)} of {len(tried)} mutants were noticed: {rate:.1%}")
    return "\n".join(parts), rate


def run(chosen: list[tuple[str, Mutant]], lanes: int) -> dict[Mutant, bool]:
    """Try every chosen mutant in so many lanes; mutant → did it survive?"""
    tried: dict[Mutant, bool] = {}
    with (
        tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder,
        ProcessPoolExecutor(lanes, get_context("spawn"), open_lane, (folder,)) as pool,
    ):
        # Servers run as somebody else for a root user, who must be able to enter.
        Path(folder).chmod(0o711)
        names = sorted({target for target, _ in chosen})
        seconds = dict(zip(names, pool.map(baseline, names), strict=True))
        say("  ".join(f"{name}: {took:.0f} s" for name, took in seconds.items()))
        limits = {name: int(took * TIMES_AS_LONG + SECONDS_MORE) for name, took in seconds.items()}
        waiting = {pool.submit(try_mutant, name, mutant, limits[name]): mutant for name, mutant in chosen}
        for done in as_completed(waiting):
            mutant = waiting[done]
            tried[mutant] = done.result()
            verdict = "SURVIVED" if tried[mutant] else "noticed"
            say(f"{len(tried)}/{len(chosen)} {verdict} {mutant.path}:{mutant.line} {mutant.operator}")
        # A lane that broke on the way (a full disk, a server gone) would have noticed everything.
        list(pool.map(baseline, names))
    return tried


def say(text: str) -> None:
    """One line of progress."""
    sys.stderr.write(f"{text}\n")


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when enough mutants were noticed, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=COUNT, help="how many mutants to try (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="which ones: the same for the same seed")
    parser.add_argument("--lanes", type=int, default=LANES, help="how many side by side (default: %(default)s)")
    parser.add_argument("--target", choices=sorted(TARGETS), help="only this target")
    parser.add_argument("--module", default="*", help="only modules like this ('claims/*')")
    options = parser.parse_args(arguments)
    mutants = {
        name: [each for each in found_there if fnmatch(each.path, options.module)]
        for name, found_there in all_mutants(ROOT).items()
        if options.target in (None, name)
    }
    started = monotonic()
    try:
        tried = run(choose(mutants, options.count, options.seed), options.lanes)
    except LaneFailed as failed:
        say(f"The tests fail without any mutant:\n{failed}")
        return 1
    text, rate = report(ROOT, tried)
    sys.stdout.write(f"{text}, in {(monotonic() - started) / 60:.0f} minutes\n")
    return 0 if rate >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
