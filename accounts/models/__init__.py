"""The tables of councils, people, permission and audit."""

from accounts.models.alerts import Alert, PlatformAlert
from accounts.models.audit import AuditEvent
from accounts.models.councils import Council, CouncilOwned
from accounts.models.incoming import IncomingFile, IncomingPart
from accounts.models.people import (
    AccessNeed,
    ContactBy,
    GoodTime,
    Membership,
    Organisation,
    Professional,
    Resident,
    User,
)
from accounts.models.permission import Consent, Delegation
from accounts.models.settings import SettingChange
from accounts.models.sign_in import SignInCode
from accounts.models.staff import FactorReset, StaffInvitation
from accounts.models.teams import Team, TeamMember

__all__ = [
    "AccessNeed",
    "Alert",
    "AuditEvent",
    "Consent",
    "ContactBy",
    "Council",
    "CouncilOwned",
    "Delegation",
    "FactorReset",
    "GoodTime",
    "IncomingFile",
    "IncomingPart",
    "Membership",
    "Organisation",
    "PlatformAlert",
    "Professional",
    "Resident",
    "SettingChange",
    "SignInCode",
    "StaffInvitation",
    "Team",
    "TeamMember",
    "User",
]
