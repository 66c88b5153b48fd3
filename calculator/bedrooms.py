"""How many bedrooms the size rules allow a household, and what a spare one costs a social tenant.

Universal Credit Regulations 2013, Schedule 4, paragraphs 8 to 12 (size criteria) and 36 (under-occupancy).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from calculator.household.household import Child, Household

# Paragraph 36(3) and (4): the share of the rent taken off for one spare bedroom, and for two or more.
ONE_SPARE, MORE_SPARE = 0.14, 0.25
# Paragraph 30 with regulation 26(4) to (6): shared owners rent from a social landlord, and paragraph 36(5) spares them.
UNDER_OCCUPANCY_TENURES = ("council_tenant", "ha_tenant")


@dataclass(frozen=True)
class Bedrooms:
    """What the size rules allow. They differ while a child's sex is not known: who may share depends on it."""

    fewest: int
    most: int


def bedrooms_allowed(household: Household) -> Bedrooms:
    """The bedrooms for claimant (and partner), each other adult, each young person of 16 or over, and children.

    Paragraph 10: one each for the renter or couple, a young person of 16 or over and a non-dependant; one for
    two children under 16 of the same sex, for two under 10, or for a child alone. Paragraph 12 adds those
    of `housing.extra_bedrooms` (overnight carer, foster child, partners who cannot share) and of a disabled child
    who cannot share.
    """
    day = household.claim_date
    young = [each for each in household.children if each.age_on(day) < 16]
    sharing = [each for each in young if not each.own_room]
    own = (
        1
        + len(household.non_dependants)
        + len(household.children)
        - len(young)
        + len(young)
        - len(sharing)
        + household.housing.extra_bedrooms
    )
    rooms = [_children_rooms(sharing, sexes, household) for sexes in _possible_sexes(sharing, household)]
    return Bedrooms(own + min(rooms), own + max(rooms))


def under_occupancy(household: Household, bedrooms: Bedrooms) -> float:
    """The share of a social tenant's rent that Universal Credit leaves out for spare bedrooms: 0, 0.14 or 0.25.

    0 when the home's bedrooms are not known: the estimate says so, and gives the range.
    """
    housing = household.housing
    if housing.tenure not in UNDER_OCCUPANCY_TENURES or housing.bedrooms is None:
        return 0.0
    spare = housing.bedrooms - bedrooms.fewest
    return 0.0 if spare <= 0 else ONE_SPARE if spare == 1 else MORE_SPARE


def _possible_sexes(children: list[Child], household: Household) -> list[tuple[str, ...]]:
    """Each way the sexes could be; children of one age group whose sex is not known are interchangeable."""
    unknown_young = sum(each.sex is None and each.age_on(household.claim_date) < 10 for each in children)
    unknown_older = sum(each.sex is None for each in children) - unknown_young
    ways = []
    for girls_young, girls_older in product(range(unknown_young + 1), range(unknown_older + 1)):
        left = {True: girls_young, False: girls_older}
        sexes = []
        for each in children:
            is_young = each.age_on(household.claim_date) < 10
            if each.sex is None:
                sexes.append("female" if left[is_young] > 0 else "male")
                left[is_young] -= 1
            else:
                sexes.append(each.sex)
        ways.append(tuple(sexes))
    return ways


def _children_rooms(children: list[Child], sexes: tuple[str, ...], household: Household) -> int:
    """The fewest rooms in which these children may be put two by two."""
    older_rooms = young_left = 0
    for sex in ("female", "male"):
        ages = [
            child.age_on(household.claim_date) for child, its_sex in zip(children, sexes, strict=True) if its_sex == sex
        ]
        older = sum(age >= 10 for age in ages)
        older_rooms += (older + 1) // 2
        # A child of 10 or over left without a partner shares with a younger one of the same sex.
        young_left += max(0, len(ages) - older - older % 2)
    return older_rooms + (young_left + 1) // 2
