"""The tables of estimates."""

from estimates.models.documents import EstimatePdf
from estimates.models.engines import EngineAccount, EngineExchange
from estimates.models.estimates import Calculation, ChangeEstimate, EntitlementAlert, Estimate, Origin
from estimates.models.scenarios import Comparison, HoursCurve, Scenario
from estimates.models.schemes import CouncilTaxScheme, SchemeChange, SchemeEffect

__all__ = [
    "Calculation",
    "ChangeEstimate",
    "Comparison",
    "CouncilTaxScheme",
    "EngineAccount",
    "EngineExchange",
    "EntitlementAlert",
    "Estimate",
    "EstimatePdf",
    "HoursCurve",
    "Origin",
    "Scenario",
    "SchemeChange",
    "SchemeEffect",
]
