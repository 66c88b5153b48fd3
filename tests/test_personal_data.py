"""Every field of a council-owned table is declared: personal (and of what class), or known to be none.

Export, retention and erasure come from the one list, so a new field that nobody thought about fails here.
"""

import pytest
from django.apps import apps
from django.db import models

from accounts.checks import council_owned_models
from accounts.models import User

CLASSES = {"identity", "contact", "claim", "journal", "message", "help", "staff", "safety", "preference", "unused"}
# Field types that say nothing about a person by themselves.
NEUTRAL_TYPES = (
    models.AutoField,
    models.BooleanField,
    models.DateTimeField,
    models.ForeignKey,
    models.IntegerField,
    models.UUIDField,
)
# Text that the platform or a council writes, never about one person.
NEUTRAL_NAMES = {
    "basis", "channel", "code", "code_hash", "content_type", "detail", "document", "spec", "spec_sha256", "engine",
    "engine_version", "error", "hash", "key", "kind", "message", "name", "number", "password", "previous_hash",
    "provenance", "provider_id", "purpose", "reference", "role", "row", "scopes", "sha256", "slug", "stage", "state",
    "language", "pin_hash", "status", "subject", "template", "token_hash", "device_hash", "username",
    "visited_pages", "wording",
    "written_from", "merged", "fact", "starts_on", "ends_on", "made_because", "rules", "period",
    "left_out", "named", "noticed",
}  # fmt: skip
# What a council's calculator is told and says of itself, what its journal offers to record, and when it helps live.
OF_THE_COUNCIL = {
    "formspec.FormSource": {"content"},
    "accounts.Membership": {"roles"},
    "advocates.LegalRules": {"check_roles"},
    "accounts.StaffInvitation": {"roles"},
    "accounts.SettingChange": {"before", "after"},
    "accounts.Organisation": {"agreement_from", "agreement_to", "reminded_of"},
    "formspec.Form": {"asked", "opening_settings"},
    "formspec.FormVersion": {"applies", "because", "because_cy", "despite", "copied_from"},
    "casework.DecidingSettings": {"film_hosts"},
    "casework.QualityRate": {"form", "outcome"},
    "studio.FormDraft": {"source", "copied_from"},
    "studio.DraftEdit": {"operation", "parameters", "way_back"},
    "jobjournal.Activity": {"icon", "counts_as", "counts", "words"},
    "jobjournal.SentenceTemplate": {"use", "text", "questions", "labels"},
    "claims.AddressService": {"base_url", "secret"},
    "estimates.EngineAccount": {"base_url", "secret"},
    "estimates.SchemeEffect": {"before", "result"},
    "estimates.EngineExchange": {"outcome", "benefit_codes"},
    "jobjournal.ShareAttempt": {"outcome"},
    "cobrowse.OpeningTime": {"opens", "closes"},
    "cobrowse.ClosedDay": {"day"},
    "notifications.MessageWords": {"form", "subject", "body", "more"},
    "cobrowse.Place": {"address"},
    "cobrowse.BookingTime": {"ways", "opens", "closes", "first_on", "last_on"},
    "cobrowse.HelpEvent": {"by"},
    "cobrowse.CannedReply": {"title", "words"},
    "cobrowse.HelpRules": {"interpreter"},
    "records.DeletedClaims": {"month", "outcome"},
    "claims.ClaimStatus": {"translations", "by_form"},
    "casework.ReadyWords": {"title", "words"},
    "casework.TargetSettings": {"by_form"},
    "formspec.FormMedium": {"content"},
    "casework.Destination": {"way", "url", "secret", "forms"},
    "casework.Delivery": {"event"},
    "casework.DeliveryAttempt": {"outcome", "body_sha256"},
    "casework.ApiKey": {"prefix", "key_hash", "rights"},
}
ABOUT_NOBODY = {"accounts.Organisation", "formspec.Form", "formspec.FormVersion", "claims.ClaimStatus"}


def our_models():
    history = {model for model in apps.get_models() if model.__name__.endswith("Event") and hasattr(model, "pgh_obj")}
    return [User, *(model for model in council_owned_models() if model not in history)]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_field_is_declared(model):
    declared = getattr(model, "personal_data", {} if model._meta.label in ABOUT_NOBODY else None)
    assert declared is not None, f"{model._meta.label} needs `personal_data`."
    fields = {field.name: field for field in model._meta.concrete_fields}
    assert set(declared) <= set(fields)
    assert set(declared.values()) <= CLASSES
    undeclared = [
        name
        for name, field in fields.items()
        if name not in {*declared, *NEUTRAL_NAMES, *OF_THE_COUNCIL.get(model._meta.label, ())}
        and not isinstance(field, NEUTRAL_TYPES)
    ]
    assert undeclared == []


def test_history_tables_hold_what_their_originals_declare():
    """A history table repeats its original's fields; it must be council-owned, so that erasure finds it by scope."""
    for model in apps.get_models():
        if hasattr(model, "pgh_obj") and model.__module__.startswith(("accounts", "claims", "jobjournal")):
            assert "council" in {field.name for field in model._meta.concrete_fields}, model._meta.label
