"""The tables of forms, claims and estimates."""

from claims.models.after import ClaimDocument, EstimateDocument, Note, OwedDocument, StatusChange, Submission
from claims.models.claims import Answer, Claim, ClaimFile, ClaimStatus, Fact, ResumeLink
from claims.models.engines import EngineAccount, EngineExchange
from claims.models.estimates import EntitlementNews, Estimate, OwedCalculation
from claims.models.forms import Form, FormVersion
from claims.models.schemes import CouncilTaxScheme
from claims.models.what_if import Comparison, Scenario, WorkCurve

__all__ = [
    "Answer",
    "Claim",
    "ClaimDocument",
    "ClaimFile",
    "ClaimStatus",
    "Comparison",
    "CouncilTaxScheme",
    "EngineAccount",
    "EngineExchange",
    "EntitlementNews",
    "Estimate",
    "EstimateDocument",
    "Fact",
    "Form",
    "FormVersion",
    "Note",
    "OwedCalculation",
    "OwedDocument",
    "ResumeLink",
    "Scenario",
    "StatusChange",
    "Submission",
    "WorkCurve",
]
