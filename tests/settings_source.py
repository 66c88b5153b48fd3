"""The code as the guards read it, and what it reads from the environment."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
PACKAGES = (
    "betteroff", "reports", "records", "advocates", "casework", "cobrowse", "studio", "estimates", "claims",
    "jobjournal", "formspec", "notifications", "accounts", "calculator", "core",
)  # fmt: skip
# What the platform sets for a library; nobody configures these.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "HF_HUB_OFFLINE"}


@cache
def python_files() -> tuple[Path, ...]:
    """Every module of the platform."""
    return tuple(path for package in PACKAGES for path in sorted((BASE_DIR / package).rglob("*.py")))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module, made once for all who look at it."""
    return ast.parse(path.read_text())


def _calls(path: Path):
    """(what is called, its first argument) for each call whose first argument is a text."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            yield ast.unparse(node.func), node.args[0].value


def variables_of_settings() -> set[str]:
    """Variables that betteroff/settings.py reads."""
    readers = {"environment.text", "environment.flag", "environment.listing", "environment.number"}
    return {name for function, name in _calls(BASE_DIR / "betteroff" / "settings.py") if function in readers}


def variables_read() -> set[str]:
    """Every variable that some module reads."""
    readers = {
        "os.environ.get", "os.environ.setdefault", "environment.text", "environment.flag", "environment.listing",
        "environment.number", "environment.by_council", "number", "by_council",
    }  # fmt: skip
    found = {name for path in python_files() for function, name in _calls(path) if function in readers}
    return found - INTERNAL
