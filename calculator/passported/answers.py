"""What a rule of passported help answers, and how routes to it (a benefit, low pay on a benefit) become an answer."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.passported.circumstances import Award, Circumstances
from calculator.passported.sources import SOURCES
from core.rules.messages import NOTHING, Phrase, say

LIKELY, NOT, ASK = "likely", "not", "ask"
NO_BENEFIT = say("We did not find that you can get a benefit that leads to it.")
WITHIN_LIMIT = say("Your take-home pay is within the limit for it.")
OVER_LIMIT = say("Your take-home pay looks to be over the limit for it.")
PAY_UNKNOWN = say("We do not know your take-home pay.")


@dataclass(frozen=True)
class PassportedHelp:
    """One help. answer: likely, not or ask (we cannot tell: ask those who run it).

    reasons and next_step: plain sentences (next_step may be empty for a "not"). value_words: what it is worth, in
    words. source: the law or guidance behind the rule. claim_form: slug of the form with which a council takes it.
    """

    code: str
    name: Phrase
    answer: str
    reasons: tuple[Phrase, ...]
    next_step: Phrase
    value_words: Phrase
    source: str
    claim_form: str | None = None


@dataclass(frozen=True)
class Route:
    """One way to a help. has: open, closed, or None when not known. award: what to claim first, if not yet had."""

    has: bool | None
    words: tuple[Phrase, ...]
    award: Award | None = None


def by(award: Award) -> Route:
    """The route that an award alone opens."""
    return Route(award.has, (award.words,), award)


def by_low_pay(case: Circumstances, pounds_per_month: float, *, over: bool | None = False) -> Route:
    """Universal Credit with take-home pay of the couple of at most so much a month.

    over: whether the route is closed (False) or not known (None) above the limit, where the limit may have risen.
    """
    if not case.uc.has:
        return by(case.uc)
    fits = case.net_pay_at_most(pounds_per_month)
    if fits is None:
        return Route(None, (case.uc.words, PAY_UNKNOWN), case.uc)
    return Route(True if fits else over, (case.uc.words, WITHIN_LIMIT if fits else OVER_LIMIT), case.uc)


def best(*routes: Route) -> Route:
    """The best of several: open (of those, one they have today), else not known, else closed."""
    open_ones = [each for each in routes if each.has]
    if open_ones:
        return next((each for each in open_ones if each.award and each.award.reported), open_ones[0])
    unknown = next((each for each in routes if each.has is None), None)
    # What closes a route that nearly opened (pay over a limit) says more than that there is no benefit.
    nearly = next((each for each in routes if len(each.words) > 1), None)
    return unknown or nearly or Route(False, (NO_BENEFIT,))


def claim_first(route: Route, next_step: Phrase) -> Phrase:
    """The next step, after the claim for a benefit that opens the route and that they do not get yet."""
    if route.has and route.award and not route.award.reported:
        benefit = route.award.claimed_as if route.award.claimed_as.text else route.award.name
        return say("Claim %(benefit)s first. %(next_step)s", benefit=benefit, next_step=next_step)
    return next_step


@dataclass(frozen=True)
class Help:
    """What is the same in every answer about one help in one nation. source: key of SOURCES."""

    code: str
    name: Phrase
    value_words: Phrase
    source: str
    claim_form: str | None = None

    def says(self, answer: str, reasons: tuple[Phrase, ...], next_step: Phrase = NOTHING) -> PassportedHelp:
        """An answer about this help."""
        return PassportedHelp(
            self.code,
            self.name,
            answer,
            tuple(dict.fromkeys(reasons)),
            next_step,
            self.value_words,
            SOURCES[self.source].title,
            None if answer == NOT else self.claim_form,
        )

    def by(self, route: Route, rule: Phrase, next_step: Phrase, *, otherwise: Phrase = NOTHING) -> PassportedHelp:
        """likely, ask or not as the route is open, not known or closed; the rule is among the reasons.

        next_step: how to get it; otherwise: what to do when the answer is not.
        """
        if route.has is False:
            return self.says(NOT, (*route.words, rule), otherwise)
        return self.says(LIKELY if route.has else ASK, (*route.words, rule), claim_first(route, next_step))
