"""The tables of forms, claims and estimates."""

from claims.models.after import ClaimDocument, Note, StatusChange, Submission
from claims.models.claims import Answer, Claim, ClaimFile, ClaimStatus, Fact, ResumeLink
from claims.models.engines import EngineAccount, EngineExchange
from claims.models.estimates import Estimate, OwedCalculation
from claims.models.forms import Form, FormVersion

__all__ = [
    "Answer",
    "Claim",
    "ClaimDocument",
    "ClaimFile",
    "ClaimStatus",
    "EngineAccount",
    "EngineExchange",
    "Estimate",
    "Fact",
    "Form",
    "FormVersion",
    "Note",
    "OwedCalculation",
    "ResumeLink",
    "StatusChange",
    "Submission",
]
