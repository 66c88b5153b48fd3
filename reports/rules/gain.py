"""Monetary gain in figures: claims with what led to them, summed up in total, by benefit and by month. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.rules.messages import NOTHING, Phrase

# A figure about fewer claims than this could be somebody's.
FEWEST = 5


@dataclass(frozen=True)
class BenefitGain:
    """One benefit of an estimate: pounds a year that the person gets today, and that they could get."""

    code: str
    name: Phrase
    before: float
    after: float


@dataclass(frozen=True)
class ClaimGain:
    """A claim that was sent, with the one estimate that led to it. counts: it is in the totals."""

    reference: str
    form: str
    sent_on: dt.date
    benefits: tuple[BenefitGain, ...]
    counts: bool = True

    @property
    def before(self) -> float:
        """Pounds a year today."""
        return sum(each.before for each in self.benefits)

    @property
    def after(self) -> float:
        """Pounds a year that they could get."""
        return sum(each.after for each in self.benefits)

    @property
    def gained(self) -> float:
        """Pounds a year more; negative when we made it less than they get."""
        return self.after - self.before


@dataclass(frozen=True)
class Group:
    """Claims taken together, in pounds a year. hidden: too few to show anything but that."""

    key: str
    claims: int
    before: float
    after: float
    name: Phrase = NOTHING
    hidden: bool = False

    @property
    def gained(self) -> float:
        """Pounds a year more."""
        return self.after - self.before


def total_of(claims: Iterable[ClaimGain]) -> Group:
    """Everything that counts, as one group."""
    counted = [each for each in claims if each.counts]
    return Group("total", len(counted), sum(each.before for each in counted), sum(each.after for each in counted))


def by_month(claims: Iterable[ClaimGain]) -> list[Group]:
    """Groups by the month in which the claim was sent ("2026-05"), the earliest first, small ones hidden."""
    months: dict[str, list[ClaimGain]] = {}
    for each in claims:
        months.setdefault(f"{each.sent_on:%Y-%m}", []).append(each)
    groups = [replace(total_of(some), key=month) for month, some in sorted(months.items())]
    return without_small([each for each in groups if each.claims])


def by_benefit(claims: Iterable[ClaimGain]) -> list[Group]:
    """Groups by benefit, the largest gain first, small ones hidden; a claim is in as many as it has benefits."""
    found: dict[str, Group] = {}
    for claim in claims:
        for each in claim.benefits if claim.counts else ():
            if each.before or each.after:
                known = found.get(each.code, Group(each.code, 0, 0.0, 0.0, each.name))
                found[each.code] = replace(
                    known, claims=known.claims + 1, before=known.before + each.before, after=known.after + each.after
                )
    return without_small(sorted(found.values(), key=lambda group: -group.gained))


def without_small(groups: Sequence[Group]) -> list[Group]:
    """The groups in their order, those of fewer than five claims hidden.

    The total is shown beside them. So that nobody works a hidden group out from the others, the next smallest are
    hidden as well until those hidden are two groups or more, of five claims or more together.
    """
    ordered = sorted(groups, key=lambda group: group.claims)
    hidden = [each for each in ordered if each.claims < FEWEST]
    for each in ordered[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(group.claims for group in hidden) >= FEWEST):
            break
        hidden.append(each)
    keys = {each.key for each in hidden}
    return [replace(each, hidden=each.key in keys) for each in groups]
