"""The tables of live help."""

from cobrowse.models.booking import Booking, BookingTime, BookingWay, Leave, Place
from cobrowse.models.desk import CannedReply, ClosedDay, Duty, OpeningTime
from cobrowse.models.requests import About, HelpEvent, HelpRequest, Urgency, Way

__all__ = [
    "About",
    "Booking",
    "BookingTime",
    "BookingWay",
    "CannedReply",
    "ClosedDay",
    "Duty",
    "HelpEvent",
    "HelpRequest",
    "Leave",
    "OpeningTime",
    "Place",
    "Urgency",
    "Way",
]
