"""What a council decides itself and an estimate needs: its Council Tax Reduction schemes and its local help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from calculator.ctr.scheme import Scheme, parse_scheme
from calculator.passported.council import LocalWelfare


@dataclass(frozen=True)
class CouncilRules:
    """council_tax: the working-age scheme by the year in which its tax year starts. None known: not calculated."""

    council_tax: Mapping[int, Scheme] = field(default_factory=dict)
    local_welfare: LocalWelfare | None = None


NO_RULES = CouncilRules()


def parse_rules(document: Mapping[str, Any]) -> CouncilRules:
    """CouncilRules from the JSON kept with an estimate: {"council_tax": {"2026": scheme document}}.

    Raises SchemeProblems for a document that is no scheme.
    """
    schemes = {int(year): parse_scheme(scheme) for year, scheme in document.get("council_tax", {}).items()}
    return CouncilRules(council_tax=schemes)
