"""Every table in which something hangs on a claim has a line that says what becomes of it."""

from __future__ import annotations

from django.apps import apps

from records.readers.registry import GOES, LET_GO, MAKES_A_RECORD, WITHIN
from tests.settings_source import BASE_DIR, python_files


def links_to(label: str) -> set[tuple[str, str]]:
    """Every (table, field) that names a row of this table, history included."""
    return {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model and field.related_model._meta.label == label
    }


def dealt_with(label: str, field: str) -> bool:
    goes = any(table == label and way.split("__")[0] == field for table, way in GOES)
    return goes or (label, field) in {(table, named) for table, named, _way in LET_GO} | WITHIN


def test_whatever_names_a_claim_or_what_goes_with_one_is_dealt_with():
    """New here? Give the table a line in GOES or LET_GO (records/readers/registry.py), and a row in making.py."""
    undealt = {
        f"{label}.{field} -> {target}"
        for target in {label for label, _way in GOES}
        for label, field in links_to(target)
        if not dealt_with(label, field)
    }
    assert undealt == set()


def test_what_names_another_row_goes_before_it():
    place = {label: number for number, (label, _way) in enumerate(GOES)}
    late = [
        (label, target)
        for target in place
        for label, field in links_to(target)
        if label in place and (label, field) not in WITHIN and label != target and place[label] > place[target]
    ]
    assert late == []


def test_what_makes_a_record_somebodys_names_a_person():
    named = {label for label, _field in links_to("accounts.Resident")}
    assert set(MAKES_A_RECORD) <= named


def test_only_one_door_deletes_past_what_protects():
    users = [str(path.relative_to(BASE_DIR)) for path in python_files() if "_raw_delete" in path.read_text()]
    assert users == ["records/actions/deleting.py"]
