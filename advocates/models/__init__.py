"""Tables of advocates."""

from advocates.models.cases import Case
from advocates.models.enquiries import Enquiry
from advocates.models.handing_over import HandOver
from advocates.models.invitations import Invitation
from advocates.models.plans import PlanAction, PlanNote, PlanShare

__all__ = ["Case", "Enquiry", "HandOver", "Invitation", "PlanAction", "PlanNote", "PlanShare"]
