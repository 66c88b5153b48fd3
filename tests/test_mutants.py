"""The mutation tester: what each operator makes, the choice by a seed, and that a survivor is reported."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from scripts import mutants
from scripts.mutation.lane import Lane, Ran
from scripts.mutation.operators import OPERATORS, Mutant, enum_members, mutants_of
from scripts.mutation.targets import all_mutants, choose
from tests.settings_source import BASE_DIR

MEMBERS = {"Role": ["ADVISOR", "ADMIN", "PARTNER"]}


def made(source: str, operator: str) -> list[str]:
    """The source as each mutant of one operator has it."""
    found = mutants_of("a.py", source.encode(), MEMBERS)
    return [each.applied(source.encode()).decode() for each in found if each.operator == operator]


@pytest.mark.parametrize(
    ("operator", "source", "expected"),
    [
        ("comparison", "x = a < b", ["x = (a <= b)", "x = (a >= b)"]),
        ("comparison", "x = a >= b", ["x = (a < b)", "x = (a > b)"]),
        ("comparison", "x = a is None", ["x = (a is not None)"]),
        ("comparison", "x = a not in b", ["x = (a in b)"]),
        ("comparison", "x = a == b != c", ["x = (a != b != c)", "x = (a == b == c)"]),
        ("boolean", "x = a and b", ["x = (a or b)"]),
        ("operand", "x = a or b", ["x = (a)", "x = (b)"]),
        ("operand", "x = a and b and c", ["x = (a and b)", "x = (a and c)", "x = (b and c)"]),
        ("negation", "x = not a", ["x = (a)"]),
        ("negation", "if a.b:\n    c", ["if (not a.b):\n    c"]),
        ("number", "x = 5", ["x = (4)", "x = 6"]),
        ("number", 'x = Decimal("0.01")', ["x = Decimal('0.1')"]),
        ("number", 'x = Decimal("0")', ["x = Decimal('1')"]),
        ("truth", "x = f(a=True)", ["x = f(a=False)"]),
        ("returned", "def f():\n    return a", ["def f():\n    return None"]),
        ("returned", "def f() -> bool:\n  return a", [f"def f() -> bool:\n  return {x}" for x in (False, True)]),
        ("statement", "audit.record(by=a)", ["pass"]),
        ("statement", "if a:\n    raise Http404", ["if a:\n    pass"]),
        ("statement", "a += b", ["pass"]),
        ("statement", "log.info(a)", []),
        ("arithmetic", "x = a + b", ["x = (a - b)"]),
        ("arithmetic", "x = a * b", ["x = (a / b)"]),
        ("arithmetic", "x = a | b", ["x = (a & b)"]),
        ("arithmetic", "x = -a", ["x = (a)"]),
        ("arithmetic", "x = max(a, b)", ["x = min(a, b)"]),
        ("arithmetic", 'x = "%s" % a', []),
        ("condition", "x = o.filter(q, a=1, b=2)", ["x = o.filter(q, a=1)", "x = o.filter(q, b=2)"]),
        ("condition", "x = o.update(a=1)", []),
        ("element", "x = {a, b}", ["x = {a}", "x = {b}"]),
        ("element", "x = {a}", ["x = set()"]),
        ("element", 'x = {"a": 1, "b": 2}', ['x = {"a": 1}', 'x = {"b": 2}']),
        ("element", 'x = {"a": "A", "b": "B"}', []),
        ("member", "x = Role.ADVISOR", ["x = Role.ADMIN"]),
        ("member", "x = m.Role.PARTNER", ["x = m.Role.ADVISOR"]),
        ("member", "Role.ADVISOR = 1", []),
    ],
)  # fmt: skip
def test_what_an_operator_makes(operator, source, expected):
    assert sorted(made(source, operator)) == expected


def test_every_operator_is_tried_above():
    table = next(mark for mark in test_what_an_operator_makes.pytestmark if mark.name == "parametrize")
    assert {row[0] for row in table.args[1]} == {operator.__name__ for operator in OPERATORS} | {"member"}


@pytest.mark.parametrize(
    "source",
    [
        'x: Literal[1] = f"{a < b}"',
        "@dataclass(frozen=True)\nclass A:\n    pass",
        "class A:\n    class Meta:\n        x = 1",
        "def __str__(self):\n    return 1 + a",
    ],
)
def test_what_nothing_depends_on_stays(source):
    assert mutants_of("a.py", source.encode(), MEMBERS) == []


def test_places_are_counted_in_bytes():
    assert made('x = "£" if a else 1 < 2', "comparison")[0] == 'x = "£" if a else (1 <= 2)'


@pytest.mark.slow
def test_every_mutant_of_the_platform_is_python_and_differs():
    for found in all_mutants(BASE_DIR).values():
        source = {each.path: (BASE_DIR / each.path).read_bytes() for each in found}
        for each in found[::10]:
            assert ast.dump(ast.parse(each.applied(source[each.path]))) != ast.dump(ast.parse(source[each.path])), each


def test_members_of_enums_are_found_in_the_source(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("class Kind(models.TextChoices):\n    A = 'a', 'An A'\n    B = 'b'\n\n    def go(self): ...\n")
    assert enum_members([path]) == {"Kind": ["A", "B"]}


def numbered(path: str, count: int) -> list[Mutant]:
    return [Mutant(path, line, line, line + 1, "number", "1") for line in range(1, count + 1)]


def test_the_choice_is_the_same_for_the_same_seed_and_takes_turns():
    there = {"money": numbered("money.py", 50), "grants": numbered("grants.py", 50), "few": numbered("few.py", 2)}
    chosen = choose(there, 20, 1)
    assert chosen == choose(there, 20, 1)
    assert chosen != choose(there, 20, 2)
    assert len(set(chosen)) == 20
    assert [sum(name == each for name, _ in chosen) for each in there] == [9, 9, 2]
    assert len(choose(there, 1000, 1)) == 102


class NoTests(Lane):
    """A lane on a tree of one file, whose "test" is a condition on that file."""

    def __init__(self, tree, holds):
        self.tree, self.holds = tree, holds

    def _tests(self, tests, seconds, **options):
        held = self.holds((self.tree / "a.py").read_text())
        return Ran(0 if held else 1, 0.1, "")


def test_a_planted_survivor_is_reported_with_its_place(tmp_path):
    source = "def adult(age):\n    return age >= 18\n"
    (tmp_path / "a.py").write_text(source)

    def holds(text: str) -> bool:
        scope: dict = {}
        exec(text, scope)
        return bool(scope["adult"](40)) and not scope["adult"](9)

    lane = NoTests(tmp_path, holds)
    tried = {each: lane.survives(each, [], 1) for each in mutants_of("a.py", source.encode(), {})}
    assert (tmp_path / "a.py").read_text() == source
    text, rate = mutants.report(tmp_path, tried)
    assert "a.py:2  comparison\n-    return age >= 18\n+    return (age > 18)\n" in text
    assert "age < 18" not in text
    assert 0 < rate < 1


def test_nobody_noticing_is_no_success(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n")
    mutant = mutants_of("a.py", b"x = 1\n", {})[0]
    assert mutants.report(tmp_path, {mutant: True})[1] == 0
    assert mutants.report(tmp_path, {mutant: False, replace(mutant, put="3"): False})[1] == 1
    assert mutants.report(tmp_path, {})[1] == 0
