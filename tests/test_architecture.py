"""The map of the platform, kept true: layers by import-linter, and foreign keys, which a linter cannot see."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.settings_source import BASE_DIR, PACKAGES

LINTER = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = [contract["name"] for contract in LINTER["contracts"]]
LAYERS = LINTER["contracts"][0]["layers"]
LEVEL = {app.strip(): -depth for depth, layer in enumerate(LAYERS) for app in layer.split("|")}

# What must not get in: (file, a line added to it, the contract that breaks). A file that is not there is made.
APPS, INSIDE, PURE = "Apps import downwards only", "Inside an app", "The rules know nothing of Django"
PLANTED = {
    "a reader imports an action": ("claims/readers/claims.py", "import claims.actions.answering", INSIDE),
    "a form imports a view": ("estimates/forms/engines.py", "from estimates.views import engines", INSIDE),
    "a presenter imports a view": ("claims/presenters/page.py", "import claims.views.pages", INSIDE),
    "an action imports a presenter": ("jobjournal/actions/jobs.py", "from jobjournal.presenters import icons", INSIDE),
    "a model imports a reader": ("claims/models/claims.py", "from claims.readers import claims", INSIDE),
    "a rule imports a model": ("reports/rules/gain.py", "import reports.readers", INSIDE),
    "a rule imports Django": ("formspec/rules/pages.py", "from django.utils import timezone", PURE),
    "a rule reaches Django": ("jobjournal/rules/calendar.py", "import core.tenancy", PURE),
    "a new rule imports Django": ("accounts/rules/shapes.py", "import django.db.models", PURE),
    "the calculator imports Django": ("calculator/ranges.py", "from django.conf import settings", PURE),
    "a view imports an upper app": ("claims/views/pages.py", "import casework.readers", APPS),
    "core imports an app": ("core/pdf.py", "import accounts.actors", APPS),
    "the calculator imports an app": ("calculator/benefits.py", "import estimates.models", APPS),
    "strangers meet": ("jobjournal/readers/journal.py", "import claims.models", APPS),
    "an import hides in a function": ("accounts/readers.py", "def late():\n    import claims.tasks", APPS),
    "an import for types only": ("core/mail.py", "if TYPE_CHECKING:\n    import accounts.models", APPS),
    "a module is in no layer": ("claims/helpers.py", "HELP = True", INSIDE),
    "a module of a part is in no layer": ("jobjournal/sharing/helpers.py", "HELP = True", INSIDE),
    "accounts' reader imports an action": ("accounts/readers.py", "import accounts.actions.staff", "Inside accounts"),
    "texts import an action": ("notifications/texts.py", "import notifications.actions", "Inside notifications"),
    "core has a module in no layer": ("core/utils.py", "HELP = True", "Inside core"),
    "the environment reads settings": ("betteroff/environment.py", "import betteroff.settings", "Inside the wiring"),
    "a household imports an engine": (
        "calculator/household/asked.py",
        "import calculator.run",
        "Inside the calculator",
    ),
}


def relations():
    """(model, field name, target model) of every link between our apps' models."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                yield model._meta, field.name, field.related_model._meta


def upward(links):
    """Those links that point to an app above their own."""
    return [
        f"{source.label}.{name} -> {target.label}"
        for source, name, target in links
        if source.app_label in LEVEL and target.app_label in LEVEL and LEVEL[source.app_label] < LEVEL[target.app_label]
    ]


def test_imports_go_downwards(monkeypatch):
    monkeypatch.chdir(BASE_DIR)
    assert lint_imports(cache_dir=None) == EXIT_STATUS_SUCCESS


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """A copy of the Python and its contracts, to plant wrong imports in."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(BASE_DIR / "pyproject.toml", copy)
    for package in PACKAGES:
        for source in (BASE_DIR / package).rglob("*.py"):
            target = copy / source.relative_to(BASE_DIR)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return copy


def broken_contracts(tree: Path) -> list[str]:
    """The contracts that `lint-imports` finds broken. It runs on its own: here our modules are imported already."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--cache-dir", "cache"], cwd=tree, capture_output=True, text=True, check=False)
    # Long names go over two lines.
    contracts = " ".join(done.stdout.partition("---\n\nAnalyzed")[2].partition("Contracts:")[0].split())
    broken = [name for name in CONTRACTS if f"{name} BROKEN" in contracts]
    assert all(f"{name} KEPT" in contracts for name in CONTRACTS if name not in broken), done.stdout + done.stderr
    assert done.returncode == (1 if broken else 0), done.stdout + done.stderr
    return broken


def test_the_copied_tree_is_kept(tree):
    assert broken_contracts(tree) == []


@pytest.mark.slow
@pytest.mark.parametrize("planted", PLANTED)
def test_a_wrong_import_breaks_a_contract(planted, tree):
    path, line, contract = PLANTED[planted]
    file = tree / path
    before = file.read_text() if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n")
    try:
        assert contract in [name.partition(":")[0] for name in broken_contracts(tree)]
    finally:
        file.unlink() if before is None else file.write_text(before)


def test_foreign_keys_point_downwards():
    links = list(relations())
    assert any(source.app_label == "claims" and target.app_label == "accounts" for source, _, target in links)
    assert upward(links) == []


def test_an_upward_key_would_be_seen():
    claim, resident = apps.get_model("claims", "Claim")._meta, apps.get_model("accounts", "Resident")._meta
    assert upward([(resident, "last_claim", claim)]) == ["accounts.Resident.last_claim -> claims.Claim"]


def test_core_has_no_models():
    assert list(apps.get_app_config("core").get_models()) == []
