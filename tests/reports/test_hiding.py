"""No number about fewer than five people is shown, and none follows from the others."""

from hypothesis import given
from hypothesis import strategies as st

from reports.rules.gain import FEWEST
from reports.rules.hiding import hidden_cells, hidden_totals

TABLES = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 12), min_size=wide, max_size=wide), min_size=1, max_size=6)
)


def test_large_numbers_and_zeros_are_shown():
    rows = [[5, 0], [90, 7]]
    assert hidden_cells(rows, linked=False) == set()
    assert hidden_totals(rows, set()) == set()


def test_the_next_smallest_is_hidden_with_a_small_one():
    rows = [[4], [50], [9], [80]]
    assert hidden_cells(rows, linked=False) == {(0, 0), (2, 0)}
    assert hidden_totals(rows, hidden_cells(rows, linked=False)) == set()


def test_two_small_ones_together_below_five_take_a_third():
    assert hidden_cells([[2], [1], [60], [70]], linked=False) == {(0, 0), (1, 0), (2, 0)}


def test_where_only_one_group_is_there_its_total_is_hidden_too():
    rows = [[3]]
    assert hidden_totals(rows, hidden_cells(rows, linked=False)) == {0}


def test_where_one_number_follows_from_the_others_of_its_row_two_are_hidden():
    rows = [[100, 97, 3], [60, 20, 40], [50, 10, 40]]
    assert hidden_cells(rows, linked=False) == {(0, 2), (1, 2)}
    hidden = hidden_cells(rows, linked=True)
    assert all(len([x for x in range(3) if (y, x) in hidden]) != 1 for y in range(3))


@given(TABLES, st.booleans())
def test_no_hidden_number_follows_from_a_total_or_from_its_row(rows, linked):
    hidden = hidden_cells(rows, linked=linked)
    totals = hidden_totals(rows, hidden)
    assert {(y, x) for y, row in enumerate(rows) for x, number in enumerate(row) if 0 < number < FEWEST} <= hidden
    for x in range(len(rows[0])):
        there = [row[x] for y, row in enumerate(rows) if (y, x) in hidden]
        assert x in totals or not there or (len(there) > 1 and sum(there) >= FEWEST)
        assert x in totals or not 0 < sum(row[x] for row in rows) < FEWEST
    if linked and len(rows[0]) > 1:
        for y in range(len(rows)):
            assert len([x for x in range(len(rows[0])) if (y, x) in hidden]) != 1
