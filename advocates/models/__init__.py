"""Tables of advocates."""

from advocates.models.cases import Case
from advocates.models.invitations import Invitation
from advocates.models.registering import ConsentPaper, PossibleDuplicate, Registration, TakeOverCode

__all__ = ["Case", "ConsentPaper", "Invitation", "PossibleDuplicate", "Registration", "TakeOverCode"]
