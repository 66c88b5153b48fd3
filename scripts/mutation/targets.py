"""Which modules are mutated, which tests must notice, and the choice of mutants by a seed."""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass
from pathlib import Path

from scripts.mutation.operators import Mutant, enum_members, mutants_of

SOURCES = (
    "accounts",
    "advocates",
    "calculator",
    "casework",
    "claims",
    "cobrowse",
    "core",
    "estimates",
    "jobjournal",
    "notifications",
)


@dataclass(frozen=True)
class Target:
    """Modules (but not these), and the tests that hold them: the ones that fail soonest first. With `functions`, only
    what stands in those of the modules.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    but: str = "__init__.py"
    functions: tuple[str, ...] = ()


# Patterns below the root, as for pathlib.Path.glob. A pattern may find nothing, a target may not.
TARGETS = {
    "permissions": Target(
        modules=("accounts/permissions.py", "accounts/actors.py"),
        tests=(
            "tests/accounts/test_permissions.py",
            "tests/accounts/test_staff_without_second_factor.py",
            "tests/accounts/test_grants.py",
            "tests/casework/test_claims.py",
        ),
    ),
    "grants": Target(
        modules=("accounts/readers.py", "accounts/models/permission.py", "claims/readers/claims.py"),
        tests=(
            "tests/accounts/test_grants.py",
            "tests/accounts/test_readers.py",
            "tests/claims/test_readers.py",
            "tests/claims/test_answering.py",
            "tests/accounts/test_sign_in.py",
            "tests/claims/test_sending.py",
            "tests/claims/test_pages.py",
        ),
    ),
    # Every mutant of these has to die: `--count 500`.
    "grant getters": Target(
        modules=("accounts/readers.py", "accounts/models/permission.py"),
        functions=(
            "grants_for",
            "helper_of",
            "given_to",
            "grants_of",
            "in_force",
            "_helps",
            "is_grant_for",
            "grant_for",
            "is_in_force",
        ),
        tests=("tests/accounts/test_grants.py", "tests/advocates/test_getters.py"),
    ),
    # And of these: whoever looks at a claim, or fills it in, by a grant.
    "grants on claims": Target(
        modules=("claims/readers/claims.py",),
        functions=(
            "claims_for",
            "claim_for",
            "own_claim_for",
            "draft_for",
            "is_own",
            "is_in_record",
            "grant_on",
            "grant_to_fill",
            "may_fill",
            "may_in",
        ),
        tests=("tests/accounts/test_grants.py", "tests/claims/test_readers.py"),
    ),
    "advocates' getters": Target(
        modules=("advocates/readers/grants.py",),
        tests=(
            "tests/advocates/test_getters_of_transfers.py",
            "tests/advocates/test_getters.py",
            "tests/advocates/test_sending_for.py",
        ),
    ),
    "acting for others": Target(
        modules=("advocates/actions/*.py", "advocates/readers/*.py", "advocates/rules/*.py"),
        tests=(
            "tests/advocates/test_terms.py",
            "tests/advocates/test_[eih]*.py",
            "tests/advocates/test_never_wider.py",
        ),
    ),
    "second factor": Target(
        modules=("accounts/middleware.py", "accounts/sessions.py", "accounts/adapters.py"),
        tests=(
            "tests/accounts/test_staff_without_second_factor.py",
            "tests/accounts/test_second_factor.py",
            "tests/accounts/test_middleware.py",
            "tests/accounts/test_sessions.py",
            "tests/accounts/test_sign_in.py",
            "tests/claims/test_pages.py",
        ),
    ),
    "answering": Target(
        modules=("claims/actions/answering.py",),
        tests=(
            "tests/claims/test_answering.py",
            "tests/claims/test_answering_limits.py",
            "tests/claims/test_concurrency.py",
            "tests/claims/test_autosave.py",
            "tests/claims/test_pages.py",
        ),
    ),
    "sending": Target(
        modules=("claims/actions/sending.py",),
        tests=(
            "tests/claims/test_sending_limits.py",
            "tests/claims/test_sending.py",
            "tests/claims/test_facts.py",
            "tests/claims/test_concurrency.py",
        ),
    ),
    "sharing": Target(
        modules=("jobjournal/sharing/actions/sharing.py", "jobjournal/sharing/actions/opening.py"),
        tests=(
            "tests/jobjournal/**/test_opening.py",
            "tests/jobjournal/**/test_pin_tries.py",
            "tests/jobjournal/**/test_sharing.py",
            "tests/jobjournal/**/test_shared.py",
            "tests/jobjournal/**/test_opening_at_once.py",
        ),
    ),
    "live help": Target(
        modules=(
            "cobrowse/readers/requests.py",
            "cobrowse/sharing/readers/shares.py",
            "cobrowse/sharing/actions/*.py",
        ),
        tests=(
            "tests/cobrowse/sharing/test_editing.py",
            "tests/cobrowse/sharing/test_sharing.py",
            "tests/cobrowse/sharing/test_codes.py",
            "tests/cobrowse/sharing/test_guessing.py",
            "tests/cobrowse/sharing/test_presence.py",
            "tests/cobrowse/sharing/test_receivers.py",
            "tests/cobrowse/sharing/test_views_*.py",
            "tests/cobrowse/test_helping.py",
        ),
    ),
    "scheme arithmetic": Target(
        modules=("calculator/ctr/*.py",),
        # Not test_ctr_agreement: it runs the engine, for half a minute.
        tests=(
            "tests/**/test_ctr_examples.py",
            "tests/**/test_ctr_boundaries.py",
            "tests/**/test_ctr_scheme*.py",
            "tests/**/test_ctr_pension_age*.py",
            "tests/**/test_council_tax*.py",
            "tests/**/test_scheme.py",
        ),
        # Made-up households that a scheme is tried on: examples, no rules.
        but="*trial.py",
    ),
    "money": Target(modules=("core/rules/money.py",), tests=("tests/core/**/test_money*.py",)),
}


def found(root: Path, patterns: tuple[str, ...], but: str = "__init__.py") -> list[str]:
    """The files below the root that the patterns find, but not those of this name, in the order of the patterns."""
    paths = [path for pattern in patterns for path in sorted(root.glob(pattern)) if not path.match(but)]
    return list(dict.fromkeys(str(path.relative_to(root)) for path in paths))


def all_mutants(root: Path) -> dict[str, list[Mutant]]:
    """Every mutant of every target, in order. Raises LookupError for a target whose modules or tests are not there."""
    members = enum_members(path for source in SOURCES for path in sorted((root / source).rglob("*.py")))
    mutants = {}
    for name, target in TARGETS.items():
        modules = found(root, target.modules, target.but)
        if not modules or not found(root, target.tests):
            raise LookupError(f"Nothing is found for the target {name!r}.")
        mutants[name] = [
            each for path in modules for each in mutants_of(path, (root / path).read_bytes(), members)
            if not target.functions or each.line in lines_of(root / path, target.functions)
        ]  # fmt: skip
    return mutants


def lines_of(path: Path, functions: tuple[str, ...]) -> set[int]:
    """The lines of these functions and methods of a module."""
    found = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.FunctionDef)]
    named = [node for node in found if node.name in functions]
    return {line for node in named for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def choose(mutants: dict[str, list[Mutant]], count: int, seed: int) -> list[tuple[str, Mutant]]:
    """So many (target, mutant), one target after the other in turn: the same ones for the same seed."""
    # The choice is to be the same again, not hard to guess.
    chance = random.Random(seed)  # noqa: S311
    waiting = {name: chance.sample(each, len(each)) for name, each in sorted(mutants.items())}
    chosen: list[tuple[str, Mutant]] = []
    while len(chosen) < count and any(waiting.values()):
        chosen += [(name, each.pop()) for name, each in waiting.items() if each]
    return chosen[:count]
