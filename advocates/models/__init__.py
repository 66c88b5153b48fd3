"""Tables of advocates."""

from advocates.models.asks import Ask
from advocates.models.cases import Case
from advocates.models.invitations import Invitation
from advocates.models.registering import ConsentPaper, PossibleDuplicate, Registration, TakeOverCode

__all__ = ["Ask", "Case", "ConsentPaper", "Invitation", "PossibleDuplicate", "Registration", "TakeOverCode"]
