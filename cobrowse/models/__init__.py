"""The tables of live help."""

from cobrowse.models.booking import Booking, BookingTime, BookingWay, Leave, Place
from cobrowse.models.desk import CannedReply, ClosedDay, Duty, HelpRules, OpeningTime, Topic
from cobrowse.models.requests import About, HelpEvent, HelpFile, HelpRequest, Urgency, Way
from cobrowse.models.sharing import RESIDENT_GONE, Access, PhoneCode, SharedEdit, SharedForm

__all__ = [
    "RESIDENT_GONE",
    "About",
    "Access",
    "Booking",
    "BookingTime",
    "BookingWay",
    "CannedReply",
    "ClosedDay",
    "Duty",
    "HelpEvent",
    "HelpFile",
    "HelpRequest",
    "HelpRules",
    "Leave",
    "OpeningTime",
    "PhoneCode",
    "Place",
    "SharedEdit",
    "SharedForm",
    "Topic",
    "Urgency",
    "Way",
]
