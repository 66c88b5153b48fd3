"""The tables of councils, people, permission and audit."""

from accounts.models.alerts import Alert, PlatformAlert
from accounts.models.audit import AuditEvent
from accounts.models.councils import Council, CouncilOwned
from accounts.models.people import ContactBy, Membership, Organisation, Resident, User
from accounts.models.permission import Consent, Delegation
from accounts.models.sign_in import SignInCode

__all__ = [
    "Alert",
    "AuditEvent",
    "Consent",
    "ContactBy",
    "Council",
    "CouncilOwned",
    "Delegation",
    "Membership",
    "Organisation",
    "PlatformAlert",
    "Resident",
    "SignInCode",
    "User",
]
