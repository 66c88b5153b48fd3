"""The tables of live help."""

from cobrowse.models.desk import CannedReply, ClosedDay, Duty, HelpRules, OpeningTime
from cobrowse.models.requests import About, HelpEvent, HelpRequest, Urgency, Way

__all__ = [
    "About",
    "CannedReply",
    "ClosedDay",
    "Duty",
    "HelpEvent",
    "HelpRequest",
    "HelpRules",
    "OpeningTime",
    "Urgency",
    "Way",
]
