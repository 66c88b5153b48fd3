"""What a mutant changes: each operator looks at one node of a syntax tree and yields other ways to write it.

An operator is a function from a node to pairs (node to replace, source to put there). The rest of the file stays as it
is, so the difference is what a reader would see in a review.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

Change = tuple[ast.AST, str]
Members = dict[str, list[str]]

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}
CONDITIONS = {"filter", "exclude", "get"}
# What nothing depends on: types, decorators, words for a log, how a row is called in a shell.
PASSED_OVER_FIELDS = {"annotation", "returns", "decorator_list"}
PASSED_OVER_NAMES = {"__str__", "__repr__", "Meta"}
LOGS = {"log", "logger"}


@dataclass(frozen=True, order=True)
class Mutant:
    """One change of one file: the bytes from `start` to `end` become `put`. `line` counts from 1."""

    path: str
    line: int
    start: int
    end: int
    operator: str
    put: str

    def applied(self, source: bytes) -> bytes:
        """The file with the change."""
        return source[: self.start] + self.put.encode() + source[self.end :]


# --- operators ---


def comparison(node: ast.AST) -> Iterator[Change]:
    """`a < b` as `a <= b` and `a >= b`: the boundary and the opposite."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                yield node, written(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def boolean(node: ast.AST) -> Iterator[Change]:
    """`a and b` as `a or b`."""
    if isinstance(node, ast.BoolOp):
        yield node, written(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def operand(node: ast.AST) -> Iterator[Change]:
    """`a and b` as `a`, and as `b`."""
    if isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            rest = node.values[:place] + node.values[place + 1 :]
            yield node, written(node, values=rest) if len(rest) > 1 else f"({ast.unparse(rest[0])})"


def negation(node: ast.AST) -> Iterator[Change]:
    """`not a` as `a`, and `if a` as `if not a` where no other operator turns the condition round."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, f"({ast.unparse(node.operand)})"
    if isinstance(node, ast.If | ast.IfExp | ast.While) and isinstance(node.test, ast.Name | ast.Attribute | ast.Call):
        yield node.test, f"(not {ast.unparse(node.test)})"


def number(node: ast.AST) -> Iterator[Change]:
    """`5` as `6` and `4`; `Decimal("0.01")` as `Decimal("0.1")`: ten times as much, for a quantum counts by places."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield node, str(node.value + 1)
        yield node, f"({node.value - 1})"
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "Decimal" and node.args:
        amount = node.args[0]
        if isinstance(amount, ast.Constant) and isinstance(amount.value, str):
            yield from ((amount, other) for other in _more(amount.value))


def _more(amount: str) -> Iterator[str]:
    try:
        yield repr(str(Decimal(amount).scaleb(1) if Decimal(amount) else 1))
    except InvalidOperation:
        return


def truth(node: ast.AST) -> Iterator[Change]:
    """`True` as `False`, and the other way round."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield node, str(not node.value)


def returned(node: ast.AST) -> Iterator[Change]:
    """`return a` as `return None`; in a function that says it returns a bool, as `return True` and `return False`."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        is_bool = node.returns is not None and ast.unparse(node.returns) == "bool"
        for inner in _own_returns(node):
            if inner.value is not None and not isinstance(inner.value, ast.Constant):
                yield from ((inner.value, other) for other in (("True", "False") if is_bool else ("None",)))


def _own_returns(function: ast.AST) -> Iterator[ast.Return]:
    for child in ast.iter_child_nodes(function):
        if isinstance(child, ast.Return):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            yield from _own_returns(child)


def statement(node: ast.AST) -> Iterator[Change]:
    """A call on a line of its own (`audit.record(…)`) as `pass`, and a `raise` and an `x += 1` as well."""
    called = node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
    logs = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id in LOGS
    if isinstance(node, ast.Raise | ast.AugAssign) or (called is not None and not logs):
        yield node, "pass"


def arithmetic(node: ast.AST) -> Iterator[Change]:
    """`a + b` as `a - b`, `a * b` as `a / b`, `a | b` as `a & b`, `-a` as `a`, `min` as `max`; not for texts."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
        sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
        if not any(_is_text(side) for side in sides):
            yield node, written(node, op=ARITHMETIC[type(node.op)]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        yield node, f"({ast.unparse(node.operand)})"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OPPOSITES:
        yield node.func, OPPOSITES[node.func.id]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def condition(node: ast.AST) -> Iterator[Change]:
    """`.filter(a=1, b=2)` as `.filter(b=2)`, and as `.filter(a=1)`; `.exclude` and `.get` too."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CONDITIONS:
        for place in range(len(node.keywords)):
            yield node, written(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])


def element(node: ast.AST) -> Iterator[Change]:
    """A set without one of its members; a dict without one of its entries, unless it is a list of words."""
    if isinstance(node, ast.Set):
        for place in range(len(node.elts)):
            rest = node.elts[:place] + node.elts[place + 1 :]
            yield node, written(node, elts=rest) if rest else "set()"
    if isinstance(node, ast.Dict) and None not in node.keys and not all(_is_text(value) for value in node.values):
        if len(node.keys) == 1:
            yield node, "{}"
        for key, following in zip(node.keys, node.keys[1:], strict=False):
            yield _from_to((key.lineno, key.col_offset), (following.lineno, following.col_offset)), ""
        for before, last in zip(node.values[-2:-1], node.values[-1:], strict=False):
            yield _from_to((before.end_lineno, before.end_col_offset), (last.end_lineno, last.end_col_offset)), ""


def _from_to(start: tuple[int, int], end: tuple[int, int]) -> ast.AST:
    """A node that stands for everything between two places (line, column)."""
    return ast.Pass(lineno=start[0], col_offset=start[1], end_lineno=end[0], end_col_offset=end[1])


def member(node: ast.AST, members: Members) -> Iterator[Change]:
    """`Role.ADVISOR` as the member of the same enum that comes next."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
        names = members.get(owner, [])
        if node.attr in names and len(names) > 1:
            yield node, written(node, attr=names[(names.index(node.attr) + 1) % len(names)])


OPERATORS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    comparison, boolean, operand, negation, number, truth, returned, statement, arithmetic, condition, element,
)  # fmt: skip


# --- finding them ---


def written(node: ast.AST, **changes: object) -> str:
    """The source of the node with some of its fields changed, in brackets where it could be read otherwise."""
    other = copy.copy(node)
    for name, value in changes.items():
        setattr(other, name, value)
    text = ast.unparse(other)
    return f"({text})" if isinstance(node, ast.Compare | ast.BoolOp | ast.BinOp | ast.UnaryOp) else text


def looked_at(node: ast.AST) -> Iterator[ast.AST]:
    """The node and everything below it that may be mutated. Places within an f-string are not told by this Python."""
    yield node
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            passed_over = field in PASSED_OVER_FIELDS or getattr(child, "name", "") in PASSED_OVER_NAMES
            if isinstance(child, ast.AST) and not passed_over and not isinstance(child, ast.JoinedStr):
                yield from looked_at(child)


def mutants_of(path: str, source: bytes, members: Members) -> list[Mutant]:
    """Every mutant of one file, in the order in which they stand there, none twice."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = set()
    for node in looked_at(ast.parse(source)):
        changes = [(operator.__name__, change) for operator in OPERATORS for change in operator(node)]
        changes += [("member", change) for change in member(node, members)]
        for name, (old, put) in changes:
            start, end = (starts[old.lineno - 1] + old.col_offset, starts[old.end_lineno - 1] + old.end_col_offset)
            found.add(Mutant(path, old.lineno, start, end, name, put))
    return sorted(found)


def enum_members(paths: Iterable[Path]) -> Members:
    """Class name → names of its members, for every enum that these modules define; the first of a name counts."""
    members: Members = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ClassDef) and any(_is_enum(base) for base in node.bases):
                names = [ast.unparse(each.targets[0]) for each in node.body if isinstance(each, ast.Assign)]
                members.setdefault(node.name, [name for name in names if name.isupper()])
    return members


def _is_enum(base: ast.expr) -> bool:
    return ast.unparse(base).endswith(("Choices", "Enum"))
