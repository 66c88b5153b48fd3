"""The tables of claims."""

from claims.models.after import ClaimPdf, StatusChange, Submission
from claims.models.claims import Answer, Claim, ClaimFile, ClaimStatus, Fact, ForWhom, ResumeLink, Urgency
from claims.models.correcting import Correction, CorrectionAsk
from claims.models.finding import AddressService
from claims.models.papers import Paper, PaperReview, PaperState
from claims.models.phone import PhoneLink
from claims.models.reviewing import AwardReview
from claims.models.search import SearchTerm
from claims.models.signing import SecondSignature
from claims.models.thread import ResidentAct, ThreadMessage
from claims.models.withdrawing import Withdrawal

__all__ = [
    "AddressService",
    "Answer",
    "AwardReview",
    "Claim",
    "ClaimPdf",
    "ClaimFile",
    "ClaimStatus",
    "Correction",
    "CorrectionAsk",
    "Fact",
    "ForWhom",
    "Paper",
    "PaperReview",
    "PaperState",
    "PhoneLink",
    "ResidentAct",
    "ResumeLink",
    "SearchTerm",
    "SecondSignature",
    "StatusChange",
    "Submission",
    "ThreadMessage",
    "Urgency",
    "Withdrawal",
]
