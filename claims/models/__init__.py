"""The tables of claims."""

from claims.models.after import ClaimDocument, StatusChange, Submission
from claims.models.claims import Answer, Claim, ClaimFile, ClaimStatus, Fact, ResumeLink

__all__ = [
    "Answer",
    "Claim",
    "ClaimDocument",
    "ClaimFile",
    "ClaimStatus",
    "Fact",
    "ResumeLink",
    "StatusChange",
    "Submission",
]
