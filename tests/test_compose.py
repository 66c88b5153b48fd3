"""docker-compose.yml, Dockerfile and .env.example agree with the settings, the supervisor and the set-up."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from betteroff.local import supervisor
from betteroff.logging import ONE_TIME_PATHS
from betteroff.serving.limits import LIMITS, MEGA
from core.uploading.limits import AT_ONCE, CHILD_MEMORY
from tests.compose_file import environment_file, problems, strictly_read
from tests.settings_source import BASE_DIR, variables_of_settings

COMPOSE = strictly_read((BASE_DIR / "docker-compose.yml").read_text())
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
    nicely, command = supervisor.worker_command(queue)[:3], supervisor.worker_command(queue)[4:]
    assert nicely == ["nice", "-n", "10"]
    # Between containers the shares of the processor decide.
    assert SERVICES[f"worker-{queue}"]["cpu_shares"] < 1024
    assert SERVICES[f"worker-{queue}"]["command"] == ["python", *command]
    assert f"{queue}@" in SERVICES[f"worker-{queue}"]["healthcheck"]["test"][1]


def test_web_and_beat_run_as_the_supervisor_runs_them(monkeypatch):
    # Here a container is a process.
    monkeypatch.setenv("WEB_PROCESSES", "1")
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
    assert f"server web:{command[command.index('--port') + 1]} resolve;" in read("deploy/nginx/nginx.conf")


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
    offered = set(environment_file(ENV_EXAMPLE))
    assert asked == offered


def test_required_variables_stop_the_start_when_empty():
    for name in ("SECRET_KEY", "FIELD_KEYS", "DATABASE_APP_PASSWORD", "DATABASE_OWNER_PASSWORD", "POSTGRES_PASSWORD",
                 "REDIS_PASSWORD", "HTTPS", "TRUSTED_PROXIES"):  # fmt: skip
        assert not re.search(rf"\$\{{{name}(?!:\?)", read("docker-compose.yml")), name


def test_files_named_are_there():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source, _, target = volume.partition(":")
            assert not target or source in COMPOSE["volumes"] or (BASE_DIR / source).exists(), volume


def test_the_image_has_what_the_set_up_installs(monkeypatch):
    setup = _setup_script()
    dockerfile = read("Dockerfile")
    wanted = {*setup.LIBRARIES, *setup.FONTS, *setup.SPEECH}
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


# --- Read as strictly as Docker does ----------------------------------------------------------------------------


def test_docker_would_take_the_file():
    assert problems(COMPOSE) == []


def test_docker_itself_takes_the_file(tmp_path):
    if not has_compose():
        return
    environment = {
        **os.environ,
        **dict.fromkeys(environment_file(ENV_EXAMPLE), "1"),
        "FRONT_NETWORK": "10.9.8.0/24",
    }
    command = ["docker", "compose", "--env-file", os.devnull, "config", "--quiet"]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def has_compose() -> bool:
    """Whether docker's compose is on this machine."""
    return (
        bool(shutil.which("docker"))
        and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("services:\n  web: {image: x}\n  web: {image: y}\n", "web"),
        ("services:\n  web:\n    environment:\n      A: 1\n      A: 2\n", "A"),
        ("x: &x {a: 1}\nservices:\n  web: {<<: *x, image: y, image: z}\n", "image"),
    ],
)
def test_a_key_that_stands_twice_is_refused(text, wrong):
    with pytest.raises(yaml.YAMLError, match=f"{wrong} stands twice"):
        strictly_read(text)


def test_merged_keys_may_be_overridden():
    assert strictly_read("x: &x {a: 1, b: 1}\ny: {<<: *x, a: 2}\n")["y"] == {"a": 2, "b": 1}


@pytest.mark.parametrize(
    "text",
    [
        "servces: {}", "services: {web: {imge: x}}", "services: {web: {image: x, networks: [nowhere]}}",
        "services: {web: {image: x, volumes: ['nowhere:/data']}}", "services: {web: {image: x, depends_on: {db: {}}}}",
        "services: {web: {healthcheck: {tst: x}, image: x}}", "services: {web: {restart: always}}",
    ],
)  # fmt: skip
def test_what_docker_does_not_know_is_refused(text):
    assert problems(strictly_read(text))


def test_no_variable_stands_twice():
    with pytest.raises(ValueError, match="PUBLIC_PORT stands twice"):
        environment_file("A=1\nPUBLIC_PORT=\n# B=\nPUBLIC_PORT=\n")
    rows = re.findall(r"^\| `([A-Z_]+)` \|", read("docs/running.md"), re.MULTILINE)
    assert sorted(rows) == sorted(set(rows))
    assert rows


# --- Guarded ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_has_as_little_as_it_needs(name):
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["pids_limit"]
    assert name in {"postgres", "nginx"} or "cap_add" not in service


def test_a_web_process_has_room_for_those_that_open_files():
    """Beside its own 300 MB."""
    most = int(SERVICES["web"]["mem_limit"].removesuffix("m"))
    assert most >= 300 + AT_ONCE * CHILD_MEMORY / MEGA


def test_who_can_reach_whom():
    reaching = {name: set(service["networks"]) for name, service in SERVICES.items()}
    shared = lambda one, other: reaching[one] & reaching[other]  # noqa: E731
    assert {name for name in SERVICES if shared("nginx", name)} == {"nginx", "web"}
    assert {name for name in SERVICES if shared("postgres", name)} == {"postgres", "pgbouncer", "migrate"}
    for network in ("data", "database"):
        assert COMPOSE["networks"][network] == {"internal": True}
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["nginx"]


def test_redis_asks_for_a_password():
    assert "requirepass" in SERVICES["redis"]["command"][-1]
    for name in OURS:
        assert "${REDIS_PASSWORD" in SERVICES[name]["environment"]["REDIS_URL"]


# --- Proxies ----------------------------------------------------------------------------------------------------


def test_nginx_takes_the_whole_request_before_it_asks_a_web_process():
    configuration = read("deploy/nginx/nginx.conf")
    assert "proxy_request_buffering on;" in configuration
    assert f"client_max_body_size {LIMITS.body_bytes // MEGA}m;" in configuration
    assert f"client_header_timeout {LIMITS.header_seconds}s;" in configuration
    assert f"client_body_timeout {LIMITS.body_silence}s;" in configuration


@pytest.mark.parametrize("path", ONE_TIME_PATHS)
def test_nginx_leaves_out_of_its_log_what_the_platform_leaves_out(path):
    assert f"~^{path} {path}…;" in read("deploy/nginx/nginx.conf")


def test_web_trusts_nginx_and_itself():
    (subnet,) = [entry["subnet"] for entry in COMPOSE["networks"]["front"]["ipam"]["config"]]
    assert SERVICES["web"]["environment"]["TRUSTED_PROXIES"] == f"{subnet},127.0.0.1"
    configuration = read("deploy/nginx/nginx.conf")
    # One address, and not what the visitor wrote before it.
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in configuration
    assert "real_ip_recursive on;" in configuration


@pytest.mark.parametrize(
    ("given", "trusted"),
    [("none", []), ("10.0.0.0/8", ["10.0.0.0/8"]), ("10.1.2.3, 2001:db8::/32", ["10.1.2.3", "2001:db8::/32"])],
)
def test_nginx_trusts_who_is_named(tmp_path, given, trusted):
    assert trusting(tmp_path, given).returncode == 0
    assert (tmp_path / "trusted-proxies.conf").read_text() == "".join(f"set_real_ip_from {one};\n" for one in trusted)
    assert (tmp_path / "trusted-proxies.geo").read_text() == "".join(f"{one} 1;\n" for one in trusted)


@pytest.mark.parametrize("given", ["", "10.0.0.0/8;include", "balancer"])
def test_nginx_does_not_start_without_being_told(tmp_path, given):
    assert trusting(tmp_path, given).returncode != 0


def trusting(folder: Path, given: str) -> subprocess.CompletedProcess:
    """Run what the nginx image runs before nginx."""
    environment = {**os.environ, "TRUSTED_PROXIES": given, "TRUSTED_PROXIES_FOLDER": str(folder)}
    return subprocess.run([BASE_DIR / "deploy/nginx/trusted-proxies.sh"], env=environment, capture_output=True)
