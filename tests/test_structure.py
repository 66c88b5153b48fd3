"""Sizes and shape of the code: nothing too big, no cycles between files, every late import says why.

An import inside a function needs one of three reasons, written behind it:

- `# slow: …` the module takes long to load and few callers need it;
- `# registers: …` an app's `ready()` loads a module that connects or registers itself, which needs all models;
- `# optional: …` the package is needed only where the platform is run in a certain way.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import grimp
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.settings_source import BASE_DIR, PACKAGES, parsed, python_files
from tests.test_repository import OWN_TEXTS, name

FILE_LINES, FUNCTION_LINES, HANDLER_LINES = 400, 40, 30
MODULES_IN_A_FOLDER = 20
# Of all Python without tests and migrations, in percent.
BIGGEST_APP = 25
LATE_IMPORT = re.compile(r"# (slow|registers|optional): \S")


def modules() -> list[Path]:
    """Every module of the platform but migrations."""
    return [path for path in python_files() if "migrations" not in path.parts]


# --- sizes ---


def test_files_are_short():
    generated = re.compile(r"migrations/0001_initial\.py$")
    code = {".py", ".js", ".mjs", ".scss", ".html"}
    long = {
        name(path): len(text.splitlines())
        for path, text in OWN_TEXTS.items()
        if path.suffix in code and not generated.search(name(path)) and len(text.splitlines()) > FILE_LINES
    }
    assert long == {}


def test_folders_are_small():
    folders = Counter(name(path.parent) for path in modules() if path.name != "__init__.py")
    assert {folder: number for folder, number in folders.items() if number > MODULES_IN_A_FOLDER} == {}


def test_no_app_is_most_of_the_platform():
    lines = Counter()
    for path in modules():
        lines[path.relative_to(BASE_DIR).parts[0]] += len(path.read_text().splitlines())
    assert set(lines) == set(PACKAGES)
    app, most = lines.most_common(1)[0]
    assert 100 * most / lines.total() <= BIGGEST_APP, app


def functions(path: Path):
    """(name, lines) of every function of a module."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def test_functions_are_short():
    long = {
        f"{name(path)} {function}"
        for path in python_files()
        for function, size in functions(path)
        if size > FUNCTION_LINES
    }
    assert long == set()


def routed(patterns) -> set[tuple[str, str]]:
    """(module, function) of every view that an address leads to."""
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= routed(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            found.add((view.__module__, view.__name__))
    return found


def test_request_handlers_are_short():
    handlers = routed(get_resolver("betteroff.urls").url_patterns) | routed(
        get_resolver("betteroff.urls.platform").url_patterns
    )
    long, seen = [], 0
    for path in python_files():
        module = ".".join(path.relative_to(BASE_DIR).with_suffix("").parts)
        for function, size in functions(path):
            if (module, function) in handlers:
                seen += 1
                long += [f"{module}.{function} {size}"] if size > HANDLER_LINES else []
    assert seen > 5
    assert long == []


# --- imports ---


def cycles(graph: grimp.ImportGraph) -> set[frozenset[str]]:
    """Groups of modules of which each needs every other."""
    found = set()
    for module in graph.modules:
        above = graph.find_downstream_modules(module)
        if above and (together := above & graph.find_upstream_modules(module)):
            found.add(frozenset({module, *together}))
    return found


def test_no_two_files_import_each_other():
    """Imports inside functions and imports for types count like all others."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    assert cycles(graph) == set()


def test_a_cycle_would_be_seen():
    graph = grimp.ImportGraph()
    for module, imported in (("a", "b"), ("b", "c"), ("c", "a"), ("a", "d"), ("e", "a")):
        graph.add_import(importer=module, imported=imported)
    assert cycles(graph) == {frozenset("abc")}


def late_imports(tree: ast.Module) -> set[int]:
    """The last lines of imports inside functions."""
    return {
        node.end_lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }


def test_an_import_inside_a_function_says_why():
    late = [(path, line) for path in [*modules(), BASE_DIR / "manage.py"] for line in late_imports(parsed(path))]
    silent = []
    for path, line in late:
        reason = LATE_IMPORT.search(path.read_text().splitlines()[line - 1])
        # Only an app registers, and it does nothing else late.
        if not reason or (reason[1] == "registers") != (path.name == "apps.py"):
            silent.append(f"{name(path)}:{line}")
    assert late
    assert silent == []
