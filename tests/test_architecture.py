"""The map of the platform, kept true: layers by import-linter, and foreign keys, which a linter cannot see."""

from __future__ import annotations

import tomllib

from django.apps import apps
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.settings_source import BASE_DIR

LAYERS = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
LEVEL = {app.strip(): -depth for depth, layer in enumerate(LAYERS) for app in layer.split("|")}


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


def test_foreign_keys_point_downwards():
    links = list(relations())
    assert any(source.app_label == "claims" and target.app_label == "accounts" for source, _, target in links)
    assert upward(links) == []


def test_an_upward_key_would_be_seen():
    claim, resident = apps.get_model("claims", "Claim")._meta, apps.get_model("accounts", "Resident")._meta
    assert upward([(resident, "last_claim", claim)]) == ["accounts.Resident.last_claim -> claims.Claim"]


def test_core_has_no_models():
    assert list(apps.get_app_config("core").get_models()) == []
