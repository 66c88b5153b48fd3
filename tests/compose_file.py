"""A compose file read as strictly as Docker reads it: nothing twice, nothing that it does not know, nothing unnamed."""

from __future__ import annotations

from typing import Any

import yaml

TOP = {"name", "services", "networks", "volumes", "secrets", "configs"}
# What this project uses of what Docker knows. Another key is looked up in the compose specification, then added.
OF_A_SERVICE = {
    "build", "cap_add", "cap_drop", "command", "cpu_shares", "depends_on", "deploy", "environment", "healthcheck",
    "image", "mem_limit", "networks", "pids_limit", "ports", "read_only", "restart", "security_opt", "shm_size",
    "stop_grace_period", "tmpfs", "user", "volumes",
}  # fmt: skip
OF_A_CHECK = {"test", "interval", "timeout", "retries", "start_period"}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}


class _Strict(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping; a merged one may be overridden."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[str, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.tag != "tag:yaml.org,2002:merge":
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands twice", key.start_mark)
            seen.add(key.value)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def strictly_read(text: str) -> dict[str, Any]:
    """The file as a dictionary. Raises YAMLError."""
    return yaml.load(text, Loader=_Strict)  # noqa: S506 - a safe loader, made stricter


def problems(compose: dict[str, Any]) -> list[str]:
    """What Docker would refuse."""
    found = [f"{key}: not known" for key in compose if key not in TOP and not key.startswith("x-")]
    services = compose.get("services") or {}
    for name, service in services.items():
        found += [f"{name}.{key}: not known" for key in service if key not in OF_A_SERVICE]
        if "image" not in service and "build" not in service:
            found.append(f"{name}: neither image nor build")
        check = service.get("healthcheck", {})
        found += [f"{name}.healthcheck.{key}: not known" for key in check if key not in OF_A_CHECK]
        for network in service.get("networks", []):
            if network not in (compose.get("networks") or {}):
                found.append(f"{name}: no network {network}")
        for volume in service.get("volumes", []):
            source, _, target = volume.partition(":")
            if target and not source.startswith((".", "/")) and source not in (compose.get("volumes") or {}):
                found.append(f"{name}: no volume {source}")
        for other, how in service.get("depends_on", {}).items():
            if other not in services or how.get("condition") not in CONDITIONS:
                found.append(f"{name}: cannot wait for {other}")
    return found


def environment_file(text: str) -> dict[str, str]:
    """The variables of an .env file. Raises ValueError for one that stands twice."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, equals, value = line.partition("=")
        if equals and not name.startswith("#"):
            if name in found:
                raise ValueError(f"{name} stands twice")
            found[name] = value
    return found
