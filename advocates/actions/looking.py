"""That somebody looked is written down where the person can read it."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from advocates.models import Case
from advocates.readers.grants import grants_to


@transaction.atomic
def record_person_opened(*, grant: Delegation, by: Actor) -> None:
    """Write down that somebody who acts for a person looked at that person's page. The caller has the grant from a
    reader that checked whose it is.
    """
    audit.record("advocates.person.opened", by=by, resident=grant.resident, grant=grant)


@transaction.atomic
def record_case_opened(*, case: Case, by: Actor) -> None:
    """Write down that somebody looked at the page of the work with a person: of a partner, by which permission. The
    caller has the case from a reader that checked who may read it.
    """
    grant = grants_to(by).filter(resident=case.resident_id).first() if case.organisation_id else None
    audit.record("advocates.case_page.opened", by=by, resident=case.resident, grant=grant)
