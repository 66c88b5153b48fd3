"""Tables of advocates."""

from advocates.models.cases import Case
from advocates.models.invitations import Invitation

__all__ = ["Case", "Invitation"]
