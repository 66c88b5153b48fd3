"""What the desk keeps about a sent claim."""

from casework.models.api_keys import ApiKey, Right
from casework.models.assignment import Assignment
from casework.models.bulk import Batch, BatchClaim, WhyNot
from casework.models.clocks import ClaimHold, DueDayWork, TargetSettings
from casework.models.deciding import Award, DecidingSettings, Decision, LetterPdf, Outcome, Task
from casework.models.filming import SignedFilm
from casework.models.filters import SavedFilter
from casework.models.handover import Delivery, DeliveryAttempt, Destination
from casework.models.notes import Note, NoteFile, NoteVersion
from casework.models.posting import PostalLetter
from casework.models.quality import QualityDraw, QualityRate
from casework.models.ready_words import ReadyWords
from casework.models.showing import Showing, ShowingReason
from casework.models.times import ClaimTimes
from casework.models.urgency import UrgencyChange
from casework.models.verifying import Against, Verification

__all__ = [
    "Against",
    "ApiKey",
    "Assignment",
    "Award",
    "Batch",
    "BatchClaim",
    "ClaimTimes",
    "ClaimHold",
    "DecidingSettings",
    "Decision",
    "Delivery",
    "DeliveryAttempt",
    "Destination",
    "DueDayWork",
    "LetterPdf",
    "Note",
    "NoteFile",
    "NoteVersion",
    "Outcome",
    "PostalLetter",
    "QualityDraw",
    "QualityRate",
    "ReadyWords",
    "Right",
    "SavedFilter",
    "Showing",
    "ShowingReason",
    "SignedFilm",
    "TargetSettings",
    "Task",
    "UrgencyChange",
    "Verification",
    "WhyNot",
]
