"""The rules of the house that a machine can check: locks, links, templates, migrations, what must not appear."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.settings_source import BASE_DIR, parsed, python_files, variables_read

# Words are put together here so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
OF_ONE_MACHINE = re.compile(r"(?<![\w./>])/(work|root|home/\w+|opt)/")
OUTSIDE_THE_REPOSITORY = re.compile(r"\bshar" + r"ed/")
# Parts of required packages that we use under names of their own.
COMES_WITH = {"jinja2", "kombu", "markupsafe", "policyengine_core", "prometheus_client", "redis", "structlog"}
# Used without being imported by us: the compiler of translations.
USED_BY_NAME = {"babel"}
# Folders with packages for Node.js.
PACKAGES = ("frontend", "bench/live_help/yjs")
TEXT_SUFFIXES = {
    ".py", ".html", ".js", ".mjs", ".scss", ".md", ".yaml", ".yml", ".toml", ".json", ".txt", ".in", ".lock", ".conf",
    ".sh", ".ini", ".css", ".po", ".svg", "",
}  # fmt: skip


def git_files() -> list[Path]:
    """Every file that belongs to the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout
    return [path for path in map(BASE_DIR.joinpath, listed.splitlines()) if path.is_file()]


FILES = git_files()
TEXTS = {path: path.read_text() for path in FILES if path.suffix in TEXT_SUFFIXES}
OWN_TEXTS = {path: text for path, text in TEXTS.items() if path.name not in {"LICENSE", "package-lock.json"}}
TEMPLATES = {p: text for p, text in TEXTS.items() if "templates" in p.parts and p.suffix in {".html", ".txt"}}


def name(path: Path) -> str:
    """The path within the repository."""
    return str(path.relative_to(BASE_DIR))


def places(pattern: re.Pattern, texts: dict[Path, str]) -> list[str]:
    """file:line of every match."""
    return [
        f"{name(path)}:{number} {line.strip()[:100]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


# --- what must not appear ---


def test_nothing_is_unfinished():
    assert places(UNFINISHED, OWN_TEXTS) == []


def test_no_path_of_one_machine():
    assert places(OF_ONE_MACHINE, {p: t for p, t in OWN_TEXTS.items() if p.suffix not in {".html"}}) == []


def test_nothing_points_outside_the_repository():
    others = {path: text for path, text in OWN_TEXTS.items() if path != Path(__file__)}
    assert places(OUTSIDE_THE_REPOSITORY, others) == []


def test_templates_trust_nobody():
    trusting = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off|\sstyle=\"|\son[a-z]+=\"|javascript:")
    assert places(trusting, {path: text for path, text in TEMPLATES.items() if path.suffix == ".html"}) == []


def test_views_neither_query_nor_write():
    views = {p: t for p, t in TEXTS.items() if p.suffix == ".py" and {"views", "views.py", "api.py"} & set(p.parts)}
    views = {p: t for p, t in views.items() if p.relative_to(BASE_DIR).parts[0] not in {"tests", "bench"}}
    assert len(views) > 3
    assert places(re.compile(r"\.objects\b|\.save\(|\.delete\("), views) == []


def test_nobody_sleeps_or_skips():
    python = {p: t for p, t in TEXTS.items() if p.suffix == ".py" and p != Path(__file__)}
    assert places(re.compile(r"\btime\.sleep\(|pytest\.(mark\.)?(skip|xfail)"), python) == []


# --- locks ---


@pytest.mark.parametrize("lock", ["bootstrap", "node", "base", "dev"])
def test_locks_have_hashes_and_name_no_host(lock):
    text = (BASE_DIR / f"requirements/{lock}.lock").read_text()
    packages = [block for block in re.split(r"\n(?=\S)", text) if re.match(r"[\w.-]+==", block)]
    assert packages
    assert all("--hash=sha256:" in block for block in packages)
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links| @ ", text)


def test_every_requirement_is_locked():
    for source in ("base", "dev", "node", "bootstrap"):
        wanted = requirements(source)
        locked = set(re.findall(r"^([\w.-]+)==", (BASE_DIR / f"requirements/{source}.lock").read_text(), re.MULTILINE))
        assert wanted
        assert wanted <= locked, f"make lock: {wanted - locked}"


def requirements(source: str) -> set[str]:
    """The packages that a requirements file names itself."""
    lines = (BASE_DIR / f"requirements/{source}.in").read_text().splitlines()
    named = [re.match(r"[\w.-]+", line) for line in lines if line and not line.startswith(("#", "-"))]
    return {found[0].lower().replace("_", "-").replace(".", "-") for found in named}


def imported_modules() -> set[str]:
    """Top-level names that the platform's modules import, without the standard library and our own."""
    found = set()
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {path.name for path in BASE_DIR.iterdir()}


def test_what_is_imported_is_required():
    distributions = packages_distributions()
    required = requirements("base")
    missing = {
        module for module in imported_modules()
        if not required & {one.lower().replace("_", "-") for one in distributions.get(module, [])}
    }  # fmt: skip
    assert missing - COMES_WITH == set()


def test_what_is_required_is_used():
    used = "\n".join(path.read_text() for path in [*python_files(), BASE_DIR / "scripts/setup.py"])
    modules = {}
    for module, owners in packages_distributions().items():
        for owner in owners:
            modules.setdefault(owner.lower().replace("_", "-"), set()).add(module)
    unused = {
        package for package in requirements("base")
        if not any(re.search(rf"\b{re.escape(module)}\b", used) for module in modules[package])
    }  # fmt: skip
    assert unused - USED_BY_NAME == set()


@pytest.mark.parametrize("folder", PACKAGES)
def test_the_locks_of_scripts_have_hashes_and_name_no_host(folder):
    text = (BASE_DIR / folder / "package-lock.json").read_text()
    assert text.count('"integrity"') > 5
    assert '"resolved"' not in text


def test_every_dependency_is_explained():
    record = (BASE_DIR / "docs/decisions/0003-dependencies.md").read_text()
    rows = {row.lower() for row in re.findall(r"^\| `([^`]+)` \|", record, re.MULTILINE)}
    named = requirements("base") | requirements("dev") | requirements("node") | requirements("bootstrap")
    assert rows == named | packages_of_scripts()


def packages_of_scripts() -> set[str]:
    """The packages for Node.js that we name."""
    named = [json.loads((BASE_DIR / folder / "package.json").read_text()) for folder in PACKAGES]
    return {name for each in named for name in [*each["dependencies"], *each.get("devDependencies", {})]}


# --- documents, templates, migrations ---


def test_links_between_documents_lead_somewhere():
    documents = {path: text for path, text in TEXTS.items() if path.suffix == ".md"}
    broken = [
        f"{name(path)} -> {target}"
        for path, text in documents.items()
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
        if not (path.parent / target).exists()
    ]
    assert documents
    assert broken == []


def test_every_variable_is_documented():
    table = (BASE_DIR / "docs/running.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == variables_read()


def ways_to_name(template: Path) -> list[str]:
    """A template's name; a message is asked for by its kind alone."""
    whole = name(template).partition("templates/")[2]
    return [whole, template.stem] if whole.startswith("notifications/") else [whole]


def test_every_template_is_used():
    sources = "\n".join(text for path, text in TEXTS.items() if path.suffix in {".py", ".html", ".txt"})
    # Django and allauth ask for these by convention.
    by_convention = re.compile(r"templates/(\d{3}|(account|mfa|socialaccount|allauth|django|rest_framework)/.*)")
    unused = [
        name(path)
        for path in TEMPLATES
        if not by_convention.search(name(path).removesuffix(".html"))
        and not any(f'"{each}"' in sources or f"'{each}'" in sources for each in ways_to_name(path))
    ]
    assert unused == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_continuous_integration_runs_the_tests():
    assert "make --no-print-directory test" in (BASE_DIR / ".ci/run").read_text()
    recipe = re.search(r"^test:.*?\n\n", (BASE_DIR / "Makefile").read_text(), re.MULTILINE | re.DOTALL)[0]
    assert recipe.strip().endswith("-m pytest")


def test_the_licence_is_the_one_the_project_names():
    assert tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (BASE_DIR / "LICENSE").read_text()
