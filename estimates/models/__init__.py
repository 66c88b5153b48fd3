"""The tables of estimates."""

from estimates.models.documents import EstimateDocument
from estimates.models.engines import EngineAccount, EngineExchange
from estimates.models.estimates import Calculation, EntitlementNews, Estimate, Origin
from estimates.models.scenarios import Comparison, HoursCurve, Scenario
from estimates.models.schemes import CouncilTaxScheme

__all__ = [
    "Calculation",
    "Comparison",
    "CouncilTaxScheme",
    "EngineAccount",
    "EngineExchange",
    "EntitlementNews",
    "Estimate",
    "EstimateDocument",
    "HoursCurve",
    "Origin",
    "Scenario",
]
