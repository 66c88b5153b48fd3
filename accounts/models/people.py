"""Users sign in; residents are who a record is about. A resident need not be a user, and a user may be staff too."""

import datetime as dt
import uuid

import pghistory
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.councils import CouncilOwned
from accounts.permissions import Role, allowed_to

INTERPRETER_LANGUAGE_LENGTH = 60
SERVICES_LENGTH = 300


def random_username() -> str:
    """Nobody types a username here: Django's own uniqueness rule gets a random one."""
    return uuid.uuid4().hex


class User(AbstractUser):
    """Somebody who signs in, at any council. Not council-owned: what they may see is decided per council."""

    username = models.CharField(max_length=32, unique=True, default=random_username, editable=False)
    # Null, not empty, for somebody who has only a phone: the address is unique.
    email = models.EmailField(null=True, blank=True)  # noqa: DJ001
    phone = models.CharField(max_length=20, null=True, blank=True, unique=True)  # noqa: DJ001 - likewise
    # Counted up to end every session at once: it is part of what a session is checked against.
    session_number = models.PositiveIntegerField(default=0, editable=False)

    REQUIRED_FIELDS = []

    personal_data = {
        "email": "contact",
        "phone": "contact",
        "first_name": "unused",
        "last_name": "unused",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once", condition=Q(email__isnull=False)),
        ]

    def __str__(self):
        return f"user {self.pk}"

    def _get_session_auth_hash(self, secret=None):
        # A session ends when this changes: with the password, as Django has it, and with the number.
        return f"{super()._get_session_auth_hash(secret)}:{self.session_number}"


class Organisation(CouncilOwned):
    """A partner of the council. Its staff have no access before its agreement starts or after it ends; without dates,
    the agreement is always in force.
    """

    class Kind(models.TextChoices):
        HOUSING = "housing", _("Housing association")
        CITIZENS_ADVICE = "citizens_advice", _("Citizens Advice")
        COLLEGE = "college", _("College")
        CREDIT_UNION = "credit_union", _("Credit union")
        JOBCENTRE = "jobcentre", _("Jobcentre")
        OTHER = "other", _("Something else")

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=40, choices=Kind, default=Kind.OTHER)
    # What it does for people, in words.
    services = models.CharField(max_length=SERVICES_LENGTH, blank=True)
    agreement_from = models.DateField(null=True, blank=True)
    # The last day counts in full.
    agreement_to = models.DateField(null=True, blank=True)
    # The end date that admins have been reminded of; a new end date is reminded of again.
    reminded_of = models.DateField(null=True, blank=True)

    personal_data = {"services": "staff"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="organisation_name_once"),
            models.CheckConstraint(
                name="organisation_agreement_ends_after_start", condition=Q(agreement_to__gte=F("agreement_from"))
            ),
        ]

    def __str__(self):
        return self.name

    def has_agreement(self, today: dt.date) -> bool:
        """Whether its people may work here on this day."""
        began = self.agreement_from is None or self.agreement_from <= today
        return began and (self.agreement_to is None or today <= self.agreement_to)


class Membership(CouncilOwned):
    """A user works for this council (or for one of its partners) in one role or several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    display_name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    # With their password, at this council.
    signed_in_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = {"display_name": "staff"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "user"], name="membership_once"),
            models.CheckConstraint(name="membership_has_role", condition=Q(roles__len__gt=0)),
        ]

    def __str__(self):
        return f"membership {self.pk}"

    def allows(self, permission: str) -> bool:
        """Whether one of their roles allows it. Says nothing of who is signed in: an actor's `may` does."""
        return permission in allowed_to(self.roles)


class ContactBy(models.TextChoices):
    """A way to reach somebody, as forms and the account ask for it."""

    EMAIL = "email", _("Email")
    SMS = "sms", _("Text message")
    PHONE = "phone", _("Phone call")
    POST = "post", _("Letter")
    IN_PERSON = "in_person", _("Face to face")
    PORTAL = "portal", _("Message in the account")


class AccessNeed(models.TextChoices):
    """What somebody needs so that they can read, hear or answer us, as forms and the account ask for it.

    The need, never its reason.
    """

    LARGE_PRINT = "large_print", _("Large print")
    EASY_READ = "easy_read", _("Easy Read")
    BRAILLE = "braille", _("Braille")
    AUDIO = "audio", _("Audio")
    BSL = "bsl", _("British Sign Language")
    INTERPRETER = "interpreter", _("A spoken language interpreter")
    READING = "reading", _("Help with reading or writing")
    HOME_VISIT = "home_visit", _("A visit at home")
    EXTRA_TIME = "extra_time", _("More time to reply")
    COLOURED = "coloured", _("Coloured paper")
    OTHER = "other", _("Something else")


class Professional(models.TextChoices):
    """Who has to be there so that somebody can follow a conversation and be understood."""

    BSL_INTERPRETER = "bsl_interpreter", _("British Sign Language interpreter")
    DEAFBLIND_BSL = "deafblind_bsl", _("British Sign Language interpreter for deafblind people")
    DEAFBLIND_MANUAL = "deafblind_manual", _("Deafblind manual interpreter")
    SIGN_SUPPORTED = "sign_supported", _("Sign Supported English interpreter")
    LIPSPEAKER = "lipspeaker", _("Lipspeaker")
    NOTE_TAKER = "note_taker", _("Note taker")
    SPEECH_TO_TEXT = "speech_to_text", _("Speech-to-text reporter")
    MAKATON = "makaton", _("Somebody who uses Makaton")
    SPEECH_SUPPORT = "speech_support", _("Speech and language support")
    ADVOCATE = "advocate", _("Advocate")


class GoodTime(models.TextChoices):
    """When somebody can be phoned."""

    MORNING = "morning", _("Mornings")
    AFTERNOON = "afternoon", _("Afternoons")
    EVENING = "evening", _("Evenings")
    NOT_SCHOOL_RUN = "not_school_run", _("Not when children go to or come from school")


@pghistory.track()
class Resident(CouncilOwned):
    """The person a record is about. A visitor who has not saved yet is a resident without user or contact."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="residents")
    name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    # False: never write, text or email of our own accord (form question "is it safe to contact you?").
    safe_to_contact = models.BooleanField(default=True)
    # The draft that alone says that it is not safe, and may take it back until it is sent.
    unsafe_draft = models.UUIDField(null=True, blank=True)
    # How the person wants to hear from us (ContactBy); empty: they have not said.
    contact_by = ArrayField(models.CharField(max_length=10, choices=ContactBy), default=list)
    # What they need of letters, PDFs and conversations; empty: they have not said.
    access_needs = ArrayField(models.CharField(max_length=12, choices=AccessNeed), default=list)
    # The language, and the dialect, that an interpreter has to speak; empty without that need.
    interpreter_language = models.CharField(max_length=INTERPRETER_LANGUAGE_LENGTH, blank=True)
    professionals = ArrayField(models.CharField(max_length=16, choices=Professional), default=list)
    good_times = ArrayField(models.CharField(max_length=14, choices=GoodTime), default=list)
    # The day from which we ask whether all this is still right; None: we do not ask.
    review_on = models.DateField(null=True, blank=True)
    # The record that this one went over to: the two were one person's. It holds nothing any more.
    joined_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    # Email addresses and numbers at which the provider says that messages can never arrive.
    bounced = ArrayField(models.CharField(max_length=254), default=list)
    # Public ids of records that were offered as theirs, which they said are somebody else's.
    not_mine = ArrayField(models.UUIDField(), default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = {
        "name": "identity",
        "born_on": "identity",
        "email": "contact",
        "phone": "contact",
        "language": "preference",
        "safe_to_contact": "safety",
        "unsafe_draft": "safety",
        "contact_by": "preference",
        "access_needs": "preference",
        "interpreter_language": "preference",
        "professionals": "preference",
        "good_times": "preference",
        "review_on": "preference",
        "bounced": "contact",
        "not_mine": "preference",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"], name="resident_user_once", condition=Q(user__isnull=False)
            ),
            models.CheckConstraint(
                name="resident_joined_has_no_user", condition=Q(joined_into__isnull=True) | Q(user__isnull=True)
            ),
        ]
        indexes = [
            models.Index("council", Lower("name"), name="resident_by_name"),
            models.Index(fields=["council", "born_on"], name="resident_by_birth"),
            models.Index(
                "council", Lower("email"), name="resident_by_email", condition=Q(user__isnull=True) & ~Q(email="")
            ),
            models.Index(
                fields=["council", "phone"], name="resident_by_phone", condition=Q(user__isnull=True) & ~Q(phone="")
            ),
            models.Index(
                fields=["council", "joined_into"], name="resident_joined", condition=Q(joined_into__isnull=False)
            ),
        ]

    def __str__(self):
        return f"resident {self.pk}"

    @property
    def reads_large_print(self) -> bool:
        """Whether what is drawn for them has to be in large print."""
        return AccessNeed.LARGE_PRINT in self.access_needs

    @property
    def reads_easily(self) -> bool:
        """Whether letters to them have to be in short sentences (Easy Read)."""
        return AccessNeed.EASY_READ in self.access_needs

    @property
    def signs(self) -> bool:
        """Whether they asked for British Sign Language."""
        return AccessNeed.BSL in self.access_needs

    @property
    def unreachable_at(self) -> list[str]:
        """The contacts on this record to which our messages bounce."""
        return [contact for contact in (self.email, self.phone) if contact and self.bounces(contact)]

    def bounces(self, contact: str) -> bool:
        """Whether the provider said of this address or number that messages can never arrive there."""
        return contact.lower() in self.bounced

    def review_is_due(self, today: dt.date) -> bool:
        """Whether they asked to be asked, by this day, if all this is still right."""
        return self.review_on is not None and self.review_on <= today
