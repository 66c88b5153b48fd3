"""What the page of a council's calculator shows: outcomes in words, the exchanges as a table, how a trial went."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calculator.explain import NAMES
from core.rules.messages import a_week
from estimates.actions.engines import Trial
from estimates.models import EngineExchange
from estimates.presenters.words import localised
from estimates.readers.engines import EngineState

Outcome = EngineExchange.Outcome
WORDS = {
    Outcome.OK: gettext_lazy("Answered"),
    Outcome.REFUSED: gettext_lazy("No connection"),
    Outcome.TIMED_OUT: gettext_lazy("No answer in time"),
    Outcome.NONSENSE: gettext_lazy("Answer not understood"),
    Outcome.SERVER_ERROR: gettext_lazy("Error of the service"),
    Outcome.OPEN_CIRCUIT: gettext_lazy("Not asked, because it had just failed"),
    Outcome.NOT_ALLOWED: gettext_lazy("Key not accepted"),
    Outcome.TOO_MANY: gettext_lazy("Too many requests"),
    Outcome.REDIRECTED: gettext_lazy("Led to another address"),
    Outcome.REJECTED: gettext_lazy("Question rejected"),
}
WHAT_TO_DO = {
    Outcome.REFUSED: gettext_lazy("We could not connect. Check the address; if it is right, the service is down."),
    Outcome.TIMED_OUT: gettext_lazy("The service did not answer in time. Try again later."),
    Outcome.NONSENSE: gettext_lazy(
        "The service answered with something that we do not understand. Check the address, then ask the provider which "
        "format your contract covers."
    ),
    Outcome.SERVER_ERROR: gettext_lazy("The service says that it has a fault. Try again later."),
    Outcome.NOT_ALLOWED: gettext_lazy("The service did not accept the key. Write it again, or ask for a new one."),
    Outcome.TOO_MANY: gettext_lazy("The service says that we ask too often. Try again later."),
    Outcome.REDIRECTED: gettext_lazy("The address leads to another one, which we do not follow. Check the address."),
    Outcome.REJECTED: gettext_lazy("The service rejected the question. Check the address, then ask the provider."),
}


def exchange_table(state: EngineState) -> dict[str, Any]:
    """What components/table.html takes, the newest exchange first."""
    columns = [
        {"title": _("When")},
        {"title": _("What came of it")},
        {"title": _("HTTP status"), "numeric": True},
        {"title": _("Milliseconds"), "numeric": True},
        {"title": _("Try"), "numeric": True},
        {"title": _("Benefits")},
    ]
    return {"columns": columns, "rows": [_row(each) for each in state.exchanges]}


def _row(exchange: EngineExchange) -> list[dict[str, Any]]:
    return [
        {"text": date_format(timezone.localtime(exchange.started_at), "j M Y, H:i:s")},
        {"text": WORDS[Outcome(exchange.outcome)]},
        {"text": exchange.http_status or "–", "numeric": True},
        {"text": exchange.milliseconds, "numeric": True},
        {"text": exchange.attempt, "numeric": True},
        {"text": ", ".join(exchange.benefit_codes) or "–"},
    ]


def outcome_counts(state: EngineState) -> list[dict[str, Any]]:
    """What components/summary_list.html takes: each outcome that there was, the most frequent first."""
    counted = sorted(state.counts.items(), key=lambda item: -item[1])
    return [{"key": WORDS[Outcome(outcome)], "value": str(number)} for outcome, number in counted]


def trial_content(trial: Trial) -> dict[str, Any]:
    """How a trial went: is_well, what, what_to_do, benefits as [{"key", "value"}]."""
    outcome = Outcome(trial.outcome)
    return {
        "is_well": outcome == Outcome.OK,
        "what": WORDS[outcome],
        "what_to_do": WHAT_TO_DO.get(outcome, ""),
        "http_status": trial.http_status,
        "milliseconds": trial.milliseconds,
        "benefits": [
            {
                "key": localised(NAMES[code]),
                "value": localised(a_week(weekly * 52)),
            }
            for code, weekly in trial.weekly
        ],
    }
