"""The tables of live help."""

from cobrowse.models.desk import CannedReply, ClosedDay, Duty, HelpRules, OpeningTime, Topic
from cobrowse.models.requests import About, HelpEvent, HelpFile, HelpRequest, Urgency, Way

__all__ = [
    "About",
    "CannedReply",
    "ClosedDay",
    "Duty",
    "HelpEvent",
    "HelpFile",
    "HelpRequest",
    "HelpRules",
    "OpeningTime",
    "Topic",
    "Urgency",
    "Way",
]
