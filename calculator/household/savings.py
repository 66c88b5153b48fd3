"""How a sentence names somebody's savings: the amount, or the band where only that was told."""

from __future__ import annotations

from calculator.household.household import Household
from core.rules.messages import Phrase, Pounds, brief_pounds, say

# The answers to capital.band, as they stand in "Your savings of …".
BANDS = {
    "u3000": say("less than £3,000"),
    "3000_5999": say("£3,000 to £5,999"),
    "6000_9999": say("£6,000 to £9,999"),
    "10000_16000": say("£10,000 to £16,000"),
    "o16000": say("more than £16,000"),
}


def savings_of(household: Household) -> Phrase | Pounds:
    """The household's savings in words; £0 where they are not known."""
    return BANDS.get(household.capital_band or "") or brief_pounds(household.capital or 0)
