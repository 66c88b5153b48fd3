"""Finds every address that a URL configuration answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern


@dataclass(frozen=True)
class Endpoint:
    """One address: its full name ("claims:page"; the route itself where it has none) and its route."""

    name: str
    route: str
    has_arguments: bool


def endpoints(urlconf: str) -> list[Endpoint]:
    """Every address of a URL configuration, whatever it includes."""
    return list(_walk(get_resolver(urlconf), (), ""))


def _walk(resolver: Any, namespaces: tuple[str, ...], route: str) -> Iterator[Endpoint]:
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join([*namespaces, pattern.name]) if pattern.name else path
            yield Endpoint(name, path, bool(pattern.pattern.regex.groups) or "<" in path)
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inner, path)
