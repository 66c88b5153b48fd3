"""Tables of advocates."""

from advocates.models.invitations import Invitation

__all__ = ["Invitation"]
