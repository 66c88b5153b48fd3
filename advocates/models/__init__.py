"""Tables of advocates."""

from advocates.models.asks import Ask
from advocates.models.caseload import Absence, CaseBatch, CaseBatchRow, CaseloadWishes, CaseTask, WhyCaseLeft
from advocates.models.cases import Case, CaseChange, CaseNote, CaseNoteVersion
from advocates.models.enquiries import Enquiry
from advocates.models.handing_over import HandOver
from advocates.models.invitations import Invitation
from advocates.models.legal import LegalBasis, LegalPaper, LegalRules
from advocates.models.plans import PlanAction, PlanNote, PlanShare
from advocates.models.registering import ConsentPaper, PossibleDuplicate, Registration, TakeOverCode
from advocates.models.transfers import Transfer

__all__ = [
    "Absence",
    "Ask",
    "Case",
    "CaseBatch",
    "CaseBatchRow",
    "CaseChange",
    "CaseNote",
    "CaseNoteVersion",
    "CaseTask",
    "CaseloadWishes",
    "ConsentPaper",
    "Enquiry",
    "HandOver",
    "Invitation",
    "LegalBasis",
    "LegalPaper",
    "LegalRules",
    "PlanAction",
    "PlanNote",
    "PlanShare",
    "PossibleDuplicate",
    "Registration",
    "TakeOverCode",
    "Transfer",
    "WhyCaseLeft",
]
