"""A form and its versions. A published version's document never changes (trigger in formspec/migrations)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from formspec.rules.opening import Opening, opening_of


class Form(CouncilOwned):
    """One form of a council: a claim, or the short check before one."""

    class Kind(models.TextChoices):
        CLAIM = "claim", "Claim"
        CHECK = "check", "Check what you can get"

    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.CLAIM)
    # A scheme that is not offered is shown as closed; nobody can start it.
    is_open = models.BooleanField(default=True)
    # From when until when, how many and by whom (formspec/rules/opening.py); {} for always, by anybody.
    opening_settings = models.JSONField(default=dict)
    # When as many were sent as the council takes; None while there are fewer.
    full_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=100)
    # Keys of the library form's optional questions that the council asks (formspec/rules/optional.py).
    asked = models.JSONField(default=list)
    # Whether the council publishes it from its own source: then the library never overwrites it.
    is_own = models.BooleanField(default=False)

    personal_data = {}

    class Meta:
        ordering = ["position", "slug"]
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="form_slug_once")]

    def __str__(self):
        return self.slug

    @property
    def opening(self) -> Opening:
        """When it can be started and sent, and by whom."""
        return opening_of(self.is_open, self.opening_settings, is_full=self.full_at is not None)


class FormVersion(CouncilOwned):
    """One compiled document of a form (formspec/rules/compile.py); claims are pinned to the version they began with.

    Other words alone make a new revision of the same number. What becomes of drafts of earlier versions was said when
    it was published (`applies`); `moves_to` says it of each of those.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"

    class Applies(models.TextChoices):
        MUST = "must", _("Must apply")
        MAY_WAIT = "may_wait", _("May wait")
        WORDS = "words", _("Words only")

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    applies = models.CharField(max_length=8, choices=Applies, default=Applies.MAY_WAIT)
    # Why, as the people read whose drafts move; in Welsh too, where it was written.
    because = models.TextField(blank=True)
    because_cy = models.TextField(blank=True)
    # Why it was published although examples of the form failed, for the council; "" where none did.
    despite = models.TextField(blank=True)
    # The version to which drafts of this one move when they are next opened, saved or sent; None: they finish on it.
    moves_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    schema_version = models.PositiveSmallIntegerField(default=1)
    spec = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_by_label = models.CharField(max_length=150, blank=True)
    # Where its source came from ("from", "slug", "sha256"); empty for what was made here.
    copied_from = models.JSONField(default=dict)

    personal_data = {"published_by_label": "staff"}

    class Meta:
        ordering = ["-number", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["council", "form", "number", "revision"], name="form_version_number_once"),
            models.CheckConstraint(condition=~Q(applies="must") | ~Q(because=""), name="form_version_must_says_why"),
            models.UniqueConstraint(
                fields=["council", "form"], condition=Q(state="published"), name="form_version_one_published"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="form_version_published_has_time"
            ),
        ]

    def __str__(self):
        return f"{self.form_id} v{self.number}"

    @property
    def source(self) -> dict[str, Any]:
        """What it was compiled from (formspec/rules/sources/own_form.py); {} where that was not kept."""
        kept: FormSource | None = FormSource.objects.filter(version=self).first()
        return kept.content if kept else {}


class FormSource(CouncilOwned):
    """What a version was compiled from: what the studio edits, compares and exports. No page of a claim reads it."""

    version = models.OneToOneField(FormVersion, on_delete=models.PROTECT, related_name="kept_source")
    content = models.JSONField()

    personal_data = {}

    def __str__(self):
        return f"source of {self.version_id}"


class FormMedium(CouncilOwned):
    """A recording, a film or its captions, as questions of the council's forms name it (formspec/rules/media)."""

    # It says what is in it: the same content is kept once.
    name = models.CharField(max_length=60)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)
    added_by_label = models.CharField(max_length=150)

    personal_data = {"added_by_label": "staff"}

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="form_medium_name_once")]

    def __str__(self):
        return self.name
