"""Tables of advocates."""

from advocates.models.caseload import Absence, CaseBatch, CaseBatchRow, CaseloadWishes, CaseTask, WhyCaseLeft
from advocates.models.cases import Case, CaseChange, CaseNote, CaseNoteVersion
from advocates.models.invitations import Invitation

__all__ = [
    "Absence",
    "Case",
    "CaseBatch",
    "CaseBatchRow",
    "CaseChange",
    "CaseNote",
    "CaseNoteVersion",
    "CaseTask",
    "CaseloadWishes",
    "Invitation",
    "WhyCaseLeft",
]
