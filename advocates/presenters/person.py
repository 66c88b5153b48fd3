"""One person for whom the reader acts: what they have, and what can be started for them."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Delegation
from accounts.permissions import Scope
from advocates.presenters.reaching import reach_content
from advocates.presenters.sentences import NOT_THEIRS, grant_for_helper, not_allowed
from advocates.readers.grants import may_give_up
from claims.actions.opening import may_start_form
from claims.models import Claim
from claims.presenters.links import where_it_goes_on
from claims.presenters.statuses import status_name
from claims.readers.claims import claim_summaries
from formspec.readers import form_titles, published_forms
from jobjournal.presenters.page_parts import address
from jobjournal.readers.journal import journal_of


def person_content(grant: Delegation, by: Actor, language: str) -> dict[str, Any]:
    """What the page of one person shows, as far as the grant goes; titles in `language`."""
    sees_claims = Scope.VIEW_CLAIMS in grant.scopes
    fills = Scope.FILL_CLAIMS in grant.scopes
    page: dict[str, Any] = {**grant_for_helper(grant), "sees_claims": sees_claims, "fills": fills, "journal_url": ""}
    page["claims"] = [_claim(each) for each in _claims_of(grant)] if sees_claims else []
    offered = [version for version in published_forms() if may_start_form(version.form, by)] if fills else []
    page["forms"] = form_titles(offered)
    page |= {"may_not": not_allowed(grant, NOT_THEIRS, _("change where money or letters go without their own word"))}
    page |= {"since": date_format(grant.starts_on, "j F Y"), "basis": grant.get_basis_display(), "why": grant.why}
    page["is_consent"] = grant.basis in Delegation.CONSENTS
    page["is_own"], page["may_give_up"] = grant.helper_id is not None, may_give_up(by, grant)
    page["reach"] = reach_content(grant.resident) if Scope.VIEW_CONTACT in grant.scopes else None
    if Scope.VIEW_JOURNAL in grant.scopes:
        page["journal_url"] = address("journal", journal_of(by, grant.resident.public_id))
    return page


def _claims_of(grant: Delegation) -> list[dict[str, Any]]:
    covered = Claim.objects.filter(resident=grant.resident).exclude(public_id__in=grant.left_out)
    return claim_summaries(covered.order_by("-started_at"))


def _claim(each: dict[str, Any]) -> dict[str, Any]:
    claim = each["claim"]
    status = "" if claim.is_draft else status_name(claim.status)
    return {**each, "url": where_it_goes_on(claim, each["kind"]), "status": status}
