"""Which numbers of a table are hidden so that none is about fewer than five people. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reports.rules.gain import FEWEST

Cell = tuple[int, int]


def hidden_cells(rows: Sequence[Sequence[int]], *, linked: bool) -> set[Cell]:
    """The (row, column) of every number that is hidden, where each column's total is shown beside them.

    So that nobody works a hidden number out from the others, the next smallest of its column are hidden as well until
    two or more are, of five or more together; and where one number of a row follows from its others (`linked`), not
    one of a row alone. Nothing is hidden of a zero by itself: it is about nobody.
    """
    hidden = {(y, x) for y, row in enumerate(rows) for x, number in enumerate(row) if 0 < number < FEWEST}
    while True:
        more = {cell for line in _lines(rows, linked) for cell in _more_of(line, rows, hidden)}
        if not more:
            return hidden
        hidden |= more


def hidden_totals(rows: Sequence[Sequence[int]], hidden: set[Cell]) -> set[int]:
    """The columns of which the total is hidden too: it is small itself, or would give away the only number hidden."""
    found = set()
    for x in range(len(rows[0]) if rows else 0):
        there = [row[x] for y, row in enumerate(rows) if (y, x) in hidden]
        total = sum(row[x] for row in rows)
        if 0 < total < FEWEST or (there and (len(there) == 1 or sum(there) < FEWEST)):
            found.add(x)
    return found


def _lines(rows: Sequence[Sequence[int]], linked: bool) -> list[tuple[list[Cell], int]]:
    """Each column, and each row that is linked, with how many people its hidden numbers must be about together."""
    wide = len(rows[0]) if rows else 0
    columns = [([(y, x) for y in range(len(rows))], FEWEST) for x in range(wide)]
    return columns + [([(y, x) for x in range(wide)], 0) for y in range(len(rows) if linked else 0)]


def _more_of(line: tuple[list[Cell], int], rows: Sequence[Sequence[int]], hidden: set[Cell]) -> list[Cell]:
    """The next number of a line that has to be hidden too, or none."""
    cells, together = line
    there = [cell for cell in cells if cell in hidden]
    enough = len(there) > 1 and sum(rows[y][x] for y, x in there) >= together
    if not there or enough:
        return []
    # A zero hides nothing, so it comes last.
    others = sorted((not rows[y][x], rows[y][x], (y, x)) for y, x in cells if (y, x) not in hidden)
    return [cell for _is_zero, _number, cell in others[:1]]
