"""The tables of live help."""

from cobrowse.models.desk import CannedReply, ClosedDay, Duty, OpeningTime
from cobrowse.models.requests import About, HelpEvent, HelpRequest, Urgency, Way
from cobrowse.models.sharing import RESIDENT_GONE, Access, SharedEdit, SharedForm

__all__ = [
    "RESIDENT_GONE",
    "About",
    "Access",
    "CannedReply",
    "ClosedDay",
    "Duty",
    "HelpEvent",
    "HelpRequest",
    "OpeningTime",
    "SharedEdit",
    "SharedForm",
    "Urgency",
    "Way",
]
