"""Tables of advocates."""

from advocates.models.asks import Ask
from advocates.models.cases import Case
from advocates.models.invitations import Invitation

__all__ = ["Ask", "Case", "Invitation"]
