"""A form that a resident lets an adviser see, or fill in with them, while they talk."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Delegation, Membership, Resident
from claims.models import Claim
from cobrowse.models.requests import HelpRequest
from formspec.rules.shared_pages import shared_page

# A person whose pages were not heard of for so long has gone: nothing of theirs is shown any more.
RESIDENT_GONE = dt.timedelta(minutes=5)


class Access(models.TextChoices):
    """What the resident lets the adviser do with one form."""

    VIEW = "view", _("See my form")
    EDIT = "edit", _("See my form and fill it in with me")


class SharedForm(CouncilOwned):
    """One draft that one adviser may see, from when the resident said so until it ended: a claim, or the draft of
    another page that can be shared (`kind` and `draft`, formspec/rules/shared_pages.py).

    `view`, `page` and `row` say on which page of the form the resident is. `edits` is the number of the latest edit.
    Whoever changes it has locked the claim (if they need it), then the request, then this.
    """

    class Ending(models.TextChoices):
        STOPPED = "stopped", _("They stopped sharing")
        LEFT = "left", _("The conversation went on without this adviser")
        SENT = "sent", _("The form was sent")
        GONE = "gone", _("Nobody was there any more")
        ANOTHER = "another", _("Another form is shared instead")
        DELETED = "deleted", _("The form was deleted")
        MOVED = "moved", _("The person signed in, or their record was joined with another")

    class View(models.TextChoices):
        PAGE = "page"
        ROW = "row"
        TASK_LIST = "task_list"
        CHECK = "check_answers"

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="shared_forms", db_index=False)
    claim = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="shared_forms")
    kind = models.CharField(max_length=20, blank=True)
    draft = models.UUIDField(null=True, blank=True)
    adviser = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Beside every other grant, so that the record says by what right an answer was changed.
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    access = models.CharField(max_length=4, choices=Access)
    view = models.CharField(max_length=13, choices=View, default=View.TASK_LIST)
    page = models.CharField(max_length=80, blank=True)
    row = models.CharField(max_length=20, blank=True)
    # The page of the form to which the adviser shows the way, until the resident has gone there.
    way = models.CharField(max_length=80, blank=True)
    edits = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()
    # When the person was last heard of; and whether a page of theirs ever said by itself that it is open, which they do
    # with scripts. That is not forgotten while this is shared.
    resident_here_at = models.DateTimeField()
    resident_beats = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=7, choices=Ending, blank=True)

    personal_data = {"access": "help", "ending": "help", "view": "help", "page": "help", "row": "help", "way": "help"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "request"], name="shared_form_open_once", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="shared_form_ended_says_why", condition=Q(ended_at__isnull=True) ^ ~Q(ending="")
            ),
            models.CheckConstraint(
                name="shared_form_of_one_thing",
                condition=Q(claim__isnull=False, kind="", draft__isnull=True)
                | (Q(claim__isnull=True, draft__isnull=False) & ~Q(kind="")),
            ),
        ]
        indexes = [models.Index(fields=["council", "request"], name="shared_form_by_request")]

    def __str__(self):
        return f"shared form {self.pk}"

    @cached_property
    def subject(self) -> Any:
        """What is shared: the claim, or the draft of another page; None when that is gone."""
        return shared_page(self.kind).draft(self.draft) if self.kind else self.claim

    @property
    def may_edit(self) -> bool:
        """Whether the resident lets the adviser fill in answers, as long as it has not ended."""
        return self.access == Access.EDIT


class PhoneCode(CouncilOwned):
    """Six digits that a resident reads out to somebody at the council on the phone. Whoever has typed them (`adviser`)
    is named on the resident's page, and gets nothing before a yes there.

    Of the digits only a keyed hash is kept, until they were typed or are over. `expires_at` is when they can be typed
    no more, and once they were, answered no more. `claim` is where the person came from, `request` what a yes began.
    """

    class State(models.TextChoices):
        OPEN = "open"
        TYPED = "typed"
        AGREED = "agreed"
        REFUSED = "refused"
        OVER = "over"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.SET_NULL, related_name="+")
    hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    adviser = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(HelpRequest, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    personal_data = {"state": "help"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "hash"], name="phone_code_once", condition=~Q(hash="")),
            models.CheckConstraint(
                name="phone_code_typed_by_somebody",
                condition=~Q(state__in=["typed", "agreed", "refused"]) | Q(adviser__isnull=False, hash=""),
            ),
        ]
        indexes = [models.Index(fields=["council", "resident", "-made_at"], name="phone_code_by_resident")]

    def __str__(self):
        return f"phone code {self.pk}"


class SharedEdit(CouncilOwned):
    """One answer that the adviser changed, numbered from 1 without gaps. `secret` holds, encrypted, the raw answer
    before and after; `revision` is the answer's after it. Masked answers are never changed this way.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shared = models.ForeignKey(SharedForm, on_delete=models.CASCADE, related_name="changes", db_index=False)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    row = models.CharField(max_length=20, blank=True)
    secret = models.BinaryField()
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"secret": "claim", "key": "claim", "row": "claim"}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "shared", "number"], name="shared_edit_number_once"),
        ]

    def __str__(self):
        return f"shared edit {self.pk}"
