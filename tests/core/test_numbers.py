"""Whole numbers: plain digits only, no longer than they need be; nothing else in the code reads digits by itself."""

import ast
from pathlib import Path

import pytest

from core.rules.numbers import whole_number
from tests.settings_source import parsed, python_files

BASE_DIR = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("59", 59)])
def test_plain_digits_are_read(text, number):
    assert whole_number(text, most=59) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "60", "-1", "+1", "1.0", "1e3", "²", "①", "٣", "１", "1_0", "9" * 5000, "0" * 5000, "½", "0x1", "a"],
)
def test_everything_else_is_not(text):
    assert whole_number(text, most=59) is None


@pytest.mark.slow
def test_nobody_else_asks_whether_text_is_digits():
    ours = [path for path in BASE_DIR.glob("*/**/*.py") if ".venv" not in path.parts and path.parts[-2] != "core"]
    ours = [path for path in ours if path.relative_to(BASE_DIR).parts[0] not in ("tests", "frontend", "var", ".venv")]
    users = {
        str(path.relative_to(BASE_DIR)) for path in ours
        if any(each in path.read_text() for each in (".isdigit(", ".isnumeric(", ".isdecimal("))
    }  # fmt: skip
    assert users == {"core/rules/numbers.py"}


# int() of what is no stranger's text any more, and why that is so.
MATCHED = "a pattern of a few plain digits was matched first"
OURS = "the platform's own, no stranger's"
CAUGHT = "what int() raises is caught, and tests/security/test_json_endpoints.py feeds it junk"
CLEAN = "a form, an action or a schema has cleaned it"
CHOSEN = "one of the choices of the form, or what int() raises is caught; it is only compared with the times there are"
KNOWN = {
    "advocates/caseload/forms.py": CLEAN, "advocates/planning/forms/plan.py": CLEAN,
    "accounts/door.py": OURS, "accounts/keeping/session_life.py": OURS, "accounts/keeping/way_back.py": OURS,
    "accounts/throttling.py": OURS,
    "betteroff/asgi.py": OURS, "betteroff/presenters.py": OURS, "betteroff/serving/threads.py": OURS,
    "cobrowse/presenters/desk.py": OURS, "cobrowse/booking/forms.py": CHOSEN,
    "cobrowse/booking/actions/settings.py": OURS, "cobrowse/booking/actions/telling.py": OURS,
    "cobrowse/sharing/presenters/form.py": OURS, "cobrowse/sharing/views/sharing.py": OURS,
    "casework/readers/attention.py": MATCHED, "casework/views/writing.py": OURS,
    "casework/bulk/actions.py": OURS,
    "casework/deciding/forms/deciding.py": CLEAN, "casework/deciding/views/deciding.py": OURS,
    "claims/signing/views/claimants.py": OURS, "claims/views/posted.py": CAUGHT,
    "core/cache.py": OURS, "core/govuk/branding.py": MATCHED,
    "core/govuk/forms.py": OURS, "core/govuk/frames.py": OURS,
    "estimates/forms/scenarios.py": CLEAN, "estimates/forms/scheme_tables.py": MATCHED,
    "estimates/actions/scheme_effects.py": OURS, "estimates/presenters/scheme_effects.py": OURS,
    "estimates/presenters/explanations.py": OURS, "estimates/rules/charts.py": OURS,
    "cobrowse/actions/settings_kept.py": OURS, "studio/trying/actions/trying.py": OURS,
    "formspec/rules/media/captions.py": MATCHED, "formspec/rules/media/film.py": OURS, "formspec/views.py": MATCHED,
    "formspec/rules/answer_types/amounts.py": MATCHED, "formspec/rules/answer_types/dates.py": CLEAN,
    "jobjournal/actions/recording.py": CLEAN, "jobjournal/forms/entries.py": CLEAN,
    "jobjournal/rules/composing.py": CLEAN, "jobjournal/rules/entry_answers.py": CLEAN,
    "jobjournal/rules/slot_words.py": MATCHED, "jobjournal/sharing/views/sharing.py": CLEAN,
    "jobjournal/views/drafting.py": CAUGHT, "jobjournal/views/planning.py": CLEAN,
}  # fmt: skip
# The calculator reads what its schema let through; the others are never asked by strangers.
ELSEWHERE = ("calculator/", "core/uploading/", "core/rules/numbers.py", "betteroff/local/", "betteroff/demo/")


@pytest.mark.slow
def test_nobody_else_makes_a_number_of_what_strangers_send():
    callers = {
        path.relative_to(BASE_DIR).as_posix()
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "int"
    }
    callers = {name for name in callers if not name.startswith(ELSEWHERE) and "/management/" not in name}
    assert callers == set(KNOWN), "read it with whole_number, or say here why it cannot be a stranger's"
