"""Every module has its test file: by name, or by a line in tested_in.toml that says where it is tested.

By name, `claims/actions/sending.py` is tested in `tests/claims/test_sending.py` or `test_actions_sending.py`, and what
is in a room of an app (`cobrowse/booking/`) in a folder of that name (`tests/cobrowse/booking/`). A line
may be about a module or a whole package. Either way the test file has something to do with the module: it imports it,
or what imports it; it goes to one of its addresses; or it names it, as a command is named. What Django wires by
itself (middleware, what apps register, tags of templates) is there for every test.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

import grimp
import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from tests.settings_source import BASE_DIR, PACKAGES, python_files

TESTS = BASE_DIR / "tests"
TESTED_IN = tomllib.loads((TESTS / "tested_in.toml").read_text())
ROOTS = ("betteroff.urls", "betteroff.urls.platform")
# What holds nothing but tables that Django reads. tests/test_access.py walks all addresses.
WITHOUT_TESTS = {"apps", "migrations", "settings", "urls"}


@cache
def module_names() -> list[str]:
    """The platform's modules, packages apart."""
    paths = [path.relative_to(BASE_DIR).with_suffix("") for path in python_files() if path.name != "__init__.py"]
    return [".".join(path.parts) for path in paths if not WITHOUT_TESTS & set(path.parts)]


def by_name(module: str) -> str | None:
    """The test file that has a module's name, below tests/."""
    *packages, last = module.split(".")
    folders = ["/".join(packages[:2]), packages[0]]
    names = [f"{each}/{name}.py" for each in folders for name in (f"test_{last}", f"test_{packages[-1]}_{last}")]
    return next((name for name in names if (TESTS / name).exists()), None)


def by_line(module: str) -> str | None:
    """The line that says where a module is tested: its own, or that of the closest package."""
    while module and module not in TESTED_IN:
        module = module.rpartition(".")[0]
    return module or None


@cache
def graph() -> grimp.ImportGraph:
    """Who imports whom, tests and all."""
    return grimp.build_graph(*PACKAGES, "tests", cache_dir=None)


@cache
def routes() -> list[tuple[str, str, list[str]]]:
    """(module of the view, name of the address, its fixed parts) of every address of ours."""
    found = []
    waiting = [(each, "/") for root in ROOTS for each in get_resolver(root).url_patterns]
    while waiting:
        pattern, before = waiting.pop()
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            found.append((pattern.callback.__module__, pattern.name or "", re.split(r"<[^>]+>", address)))
        else:
            waiting += [(each, address) for each in pattern.url_patterns]
    return found


@cache
def upstream(module: str) -> set[str]:
    """What a module imports, directly and not."""
    return graph().find_upstream_modules(module)


@cache
def text_of(module: str) -> str:
    """The source of a module of the tests."""
    return (BASE_DIR / f"{module.replace('.', '/')}.py").read_text() if is_file(module) else ""


@cache
def reached(test: str) -> set[str]:
    """The modules that a test file has to do with."""
    name = "tests." + test.removesuffix(".py").replace("/", ".")
    imported = upstream(name)
    found = wired().union(*(said_in(each) for each in (name, *imported) if each.startswith("tests.")))
    return imported | found | set().union(*map(upstream, found))


@cache
def said_in(test_module: str) -> set[str]:
    """The modules to whose addresses a module of the tests goes, and those that it names."""
    text = text_of(test_module)
    visited = {
        module
        for module, address, parts in routes()
        if (address in text and re.search(rf"[\"':]{re.escape(address)}[\"']", text))
        or all(part in text for part in parts)
    } & graph().modules
    return visited | {module for module in module_names() if is_named(module, text)}


@cache
def wired() -> set[str]:
    """The modules that settings name or import, that apps import when they are ready, and the tags of templates."""
    settings = (BASE_DIR / "betteroff/settings.py").read_text()
    parts = [graph().find_modules_directly_imported_by(each) for each in graph().modules if each.endswith(".apps")]
    return {
        module
        for module in module_names()
        if f'"{module}.' in settings or ".templatetags." in module or any(module in part for part in parts)
    } | graph().find_modules_directly_imported_by("betteroff.settings")


def is_file(module: str) -> bool:
    """Whether a module is a file and not a package."""
    return (BASE_DIR / f"{module.replace('.', '/')}.py").exists()


def is_named(module: str, text: str) -> bool:
    """Whether a text names a module, as a whole or as a command is named."""
    *packages, last = module.split(".")
    return f'"{module}' in text or (packages[-1] == "commands" and (f'"{last}"' in text or f"'{last}'" in text))


@pytest.mark.parametrize("module", module_names())
def test_a_module_has_its_test_file(module):
    line = by_line(module)
    files = [by_name(module)] if by_name(module) else TESTED_IN.get(line, [])
    assert files, f"Where is {module} tested? Name a test file after it, or say so in tests/tested_in.toml."
    for file in files:
        assert (TESTS / file).exists(), file
        assert module in reached(file), f"{file} has nothing to do with {module}"


def test_no_line_is_idle():
    used = {by_line(module) for module in module_names() if not by_name(module)}
    assert TESTED_IN.keys() - used == set()
