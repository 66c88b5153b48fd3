"""Reading what a stranger sent as JSON."""

from __future__ import annotations

import ast

import pytest

from core.bodies import read_json
from tests.settings_source import BASE_DIR, parsed, python_files

# What reads JSON of our own making, or is bounded in another way: a parser of its own, a container, a file.
OWN = {
    "betteroff/local/services.py", "calculator/ctr/scheme.py",
    "casework/handover/readers/claim_schema.py", "casework/handover/rules/webhook.py",
    "calculator/engine/external/mapping.py", "calculator/household/areas.py", "calculator/household/parsing.py",
    "claims/finding/rules.py",
    "core/bodies.py", "core/cache.py", "core/catalogue.py", "core/crypto.py", "core/uploading/protocol.py",
    "estimates/api/body.py", "estimates/management/commands/estimate.py", "formspec/rules/compile.py",
    "formspec/rules/sources/own_form.py", "formspec/rules/sources/problems.py",
    "formspec/rules/sources/yaml_text.py",
    "notifications/readers.py",
}  # fmt: skip


@pytest.mark.parametrize("sent", ['{"a": [1]}', b'{"a": [1]}'])
def test_json_is_read(sent):
    assert read_json(sent) == {"a": [1]}


@pytest.mark.parametrize("sent", ["", "{", "[" * 30_000, b'{"a":' * 30_000, b"\xff\xfe\x00", "x"])
def test_what_cannot_be_read_is_a_value_error_whatever_it_is(sent):
    with pytest.raises(ValueError, match=r".*"):
        read_json(sent)


def test_what_is_too_long_is_not_read():
    assert read_json("[1]", most=3) == [1]
    with pytest.raises(ValueError, match="long"):
        read_json("[10]", most=3)


@pytest.mark.slow
def test_nothing_else_reads_what_strangers_send():
    reading = set()
    for path in python_files():
        name = path.relative_to(BASE_DIR).as_posix()
        if name.split("/")[0] in ("tests", "scripts", "bench"):
            continue
        calls = [node.func for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
        if any(isinstance(each, ast.Attribute) and ast.unparse(each) == "json.loads" for each in calls):
            reading.add(name)
    assert reading <= OWN, reading - OWN
