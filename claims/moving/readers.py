"""Which version of its form a draft must have."""

from __future__ import annotations

from django.db import connection
from django.db.models import Count

from claims.models import Answer, Claim
from claims.moving.rules import Effect, effect_of
from core.languages.reading import reading_language
from formspec.models import Form, FormVersion
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language

# How many drafts are looked into for what they have answered.
MOST_LOOKED_AT = 2000
# FOR SHARE, which Django has no word for: many send at once, and publishing waits for all of them.
_HELD = f"SELECT moves_to_id FROM {FormVersion._meta.db_table} WHERE id = %s FOR SHARE"  # noqa: S608  # a table's name


def target_of(claim: Claim, *, hold: bool = False) -> FormVersion | None:
    """The version to which a draft moves when it is next used, or None.

    hold: publishing waits until the transaction ends, so that what is sent in it is sent on a version that holds.
    """
    if hold:
        with connection.cursor() as cursor:
            cursor.execute(_HELD, [claim.form_version_id])
            found = cursor.fetchone()
        target = found[0] if found else None
    elif "moves_to" in claim.__dict__:
        # Read with the claim.
        target = claim.__dict__["moves_to"]
    else:
        target = FormVersion.objects.values_list("moves_to", flat=True).get(pk=claim.form_version_id)
    return None if target is None else FormVersion.objects.get(pk=target)


def moves(claim: Claim) -> bool:
    """Whether a claim that `claim_for` read is a draft that moves when it is next used. No query."""
    return claim.is_draft and claim.__dict__.get("moves_to") is not None


def is_late(claim: Claim, drawn_from: int) -> bool:
    """Whether a page that was drawn from this version asks something else than the draft's form does now."""
    if drawn_from == claim.form_version_id:
        return False
    pair = FormVersion.objects.filter(pk__in=[drawn_from, claim.form_version_id]).values_list("form", "number")
    return len(pair) != 2 or pair[0] != pair[1]


def document_of(claim: Claim, version: int | None) -> FormSpec | None:
    """The document of another version of a draft's form, in the language of the page: of the one from which a page was
    drawn, or else of the one that the draft was begun on. None where there is none.
    """
    wanted = [each for each in (version, claim.moved_from_id) if each is not None]
    form = FormVersion.objects.filter(pk=claim.form_version_id).values("form")
    found = {each.pk: each for each in FormVersion.objects.filter(pk__in=wanted, form__in=form)}
    first = next((found[each] for each in wanted if each in found), None)
    return in_language(FormSpec(first.spec), reading_language()) if first else None


def drafts_by_version(form: Form) -> dict[int, int]:
    """How many people are part-way on each version of a form, by the version's id. One query."""
    drafts = Claim.objects.filter(form_version__form=form, submitted_at__isnull=True)
    return dict(drafts.order_by().values_list("form_version").annotate(number=Count("pk")))


def claims_by_version(form: Form) -> dict[int, int]:
    """How many claims were sent on each version of a form, by the version's id. One query."""
    sent = Claim.objects.filter(form_version__form=form, submitted_at__isnull=False)
    return dict(sent.order_by().values_list("form_version").annotate(number=Count("pk")))


def answered_by(form: Form, keys: list[str], *, most: int = MOST_LOOKED_AT) -> int:
    """How many people who are part-way have answered one of these questions, of the `most` who began last: a page that
    says it is no slower for a hundred thousand of them. Two queries.
    """
    if not keys:
        return 0
    drafts = Claim.objects.filter(form_version__form=form, submitted_at__isnull=True).order_by("-pk")
    # By their keys: as one query it was planned as every answer beside every draft.
    looked_at = list(drafts.values_list("pk", flat=True)[:most])
    answers = Answer.objects.filter(claim__in=looked_at, key__in=keys)
    return answers.aggregate(number=Count("claim", distinct=True))["number"]


def change_of(claim: Claim) -> tuple[FormVersion, FormVersion, Effect] | None:
    """For a draft that moved: the version that it was begun on, the one that it has now, and what that changes.

    No query for a draft that never moved.
    """
    if claim.moved_from_id is None:
        return None
    found = FormVersion.objects.in_bulk([claim.moved_from_id, claim.form_version_id])
    before, after = found[claim.moved_from_id], found[claim.form_version_id]
    return before, after, effect_of(before.spec, after.spec)
