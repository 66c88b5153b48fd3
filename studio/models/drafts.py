"""The draft of a form, and what was done to it."""

from django.conf import settings
from django.db import models

from accounts.models import CouncilOwned
from formspec.models import Form, FormVersion


class FormDraft(CouncilOwned):
    """What a form is to become: one source (formspec/library/schema.json), edited until it is published.

    number: how often it was edited; it never goes back.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    source = models.JSONField()
    number = models.PositiveIntegerField(default=0)
    # The version it began from, or none: a form that was never published.
    based_on = models.ForeignKey(FormVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Where its source came from, as FormVersion.copied_from has it.
    copied_from = models.JSONField(default=dict)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_by_label = models.CharField(max_length=150)
    edited_at = models.DateTimeField()

    personal_data = {"edited_by_label": "staff"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "form"], name="form_draft_once")]

    def __str__(self):
        return f"draft of {self.form_id}"


class DraftEdit(CouncilOwned):
    """One edit of a draft: the operation (studio/rules/operations), and the way back (studio/rules/way_back.py)."""

    draft = models.ForeignKey(FormDraft, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    operation = models.CharField(max_length=40)
    parameters = models.JSONField()
    way_back = models.JSONField()
    is_undone = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"by_label": "staff"}

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["council", "draft", "number"], name="draft_edit_number_once")]

    def __str__(self):
        return f"{self.operation} {self.number}"
