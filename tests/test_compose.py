"""docker-compose.yml, Dockerfile and .env.example agree with the settings, the supervisor and the set-up."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from betteroff.local import supervisor
from tests.settings_source import BASE_DIR, variables_of_settings

COMPOSE = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "beat", *(f"worker-{queue}" for queue in settings.QUEUES)]
ENV_EXAMPLE = (BASE_DIR / ".env.example").read_text()
INTERPOLATED = re.compile(r"\$\{([A-Z_]+)")


def read(path: str) -> str:
    """A file of the repository."""
    return (BASE_DIR / path).read_text()


def test_services_are_those_of_the_platform():
    assert set(SERVICES) == {"postgres", "pgbouncer", "redis", "nginx", *OURS}
    assert SERVICES["web"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("service", OURS)
def test_every_setting_is_given(service):
    assert variables_of_settings() <= set(SERVICES[service]["environment"])


@pytest.mark.parametrize("queue", settings.QUEUES)
def test_workers_run_as_the_supervisor_runs_them(queue):
    assert SERVICES[f"worker-{queue}"]["command"] == ["python", *supervisor.worker_command(queue)[1:]]
    assert f"{queue}@" in SERVICES[f"worker-{queue}"]["healthcheck"]["test"][1]


def test_web_and_beat_run_as_the_supervisor_runs_them(monkeypatch):
    monkeypatch.delenv("WEB_PROCESSES", raising=False)
    assert SERVICES["web"]["command"] == ["python", *supervisor.web_command("0.0.0.0", 8000)[1:]]
    assert SERVICES["beat"]["command"] == ["python", *supervisor.beat_command()[1:]]


def test_only_the_migration_knows_the_owner():
    for name in OURS:
        owner = SERVICES[name]["environment"]["DATABASE_OWNER_URL"]
        assert ("betteroff_owner" in owner) == (name == "migrate")
        assert "betteroff_app:" in SERVICES[name]["environment"]["DATABASE_URL"]


def test_the_platform_reaches_postgresql_through_pgbouncer_in_transaction_mode():
    configuration = read("deploy/pgbouncer/pgbouncer.ini")
    port = re.search(r"^listen_port = (\d+)$", configuration, re.MULTILINE)[1]
    assert f"@pgbouncer:{port}/betteroff" in SERVICES["web"]["environment"]["DATABASE_URL"]
    assert "pool_mode = transaction" in configuration
    assert settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"]


def test_nginx_passes_on_to_the_port_of_web():
    command = SERVICES["web"]["command"]
    assert f"server web:{command[command.index('--port') + 1]} resolve;" in read("deploy/nginx.conf")


def test_images_are_pinned_or_built_here():
    for name, service in SERVICES.items():
        image, _, tag = service["image"].partition(":")
        assert re.fullmatch(r"\d+\.\d+(\.\d+)?-\w+", tag) or (tag == "local" and "build" in service), name
        assert image
    for dockerfile in ("Dockerfile", "deploy/pgbouncer/Dockerfile"):
        bases = re.findall(r"^FROM (\S+)", read(dockerfile), re.MULTILINE)
        assert bases
        assert all(re.search(r":\d+\.\d+(\.\d+)?-", base) for base in bases), dockerfile


def test_everything_that_stays_up_has_a_health_check_and_comes_back():
    for name, service in SERVICES.items():
        if name != "migrate":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_the_example_environment_names_every_variable():
    asked = set(INTERPOLATED.findall(read("docker-compose.yml"))) - {"WEB_THREADS"}
    offered = set(re.findall(r"^([A-Z_]+)=", ENV_EXAMPLE, re.MULTILINE))
    assert asked == offered


def test_required_variables_stop_the_start_when_empty():
    for name in ("SECRET_KEY", "FIELD_KEYS", "DATABASE_APP_PASSWORD", "DATABASE_OWNER_PASSWORD", "POSTGRES_PASSWORD"):
        assert not re.search(rf"\$\{{{name}(?!:\?)", read("docker-compose.yml")), name


def test_files_named_are_there():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (BASE_DIR / source).exists(), volume


def test_the_image_has_what_the_set_up_installs(monkeypatch):
    setup = _setup_script()
    dockerfile = read("Dockerfile")
    wanted = {*setup.LIBRARIES, *setup.FONTS}
    assert wanted <= set(shlex.split(dockerfile.replace("\\\n", " "), comments=True))
    called = []
    monkeypatch.setattr(setup, "run", lambda command, **options: called.append([str(word) for word in command]))
    setup.collect_static()
    ignored = [word for word in called[0] if word.endswith(("redoc", "rest_framework", ".map"))]
    assert len(ignored) == 3
    assert all(f"--ignore {shlex.quote(word)}" in dockerfile for word in ignored)


def _setup_script():
    spec = importlib.util.spec_from_file_location("setup_script", Path(BASE_DIR / "scripts" / "setup.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
