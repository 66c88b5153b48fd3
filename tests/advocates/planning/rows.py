"""A row of each table of plans, hand-overs and enquiries, for any record."""

from __future__ import annotations

import datetime as dt
import uuid

from accounts.models import Organisation
from advocates.models import Enquiry, HandOver, PlanAction, PlanShare

DAY = dt.date(2026, 5, 4)
NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
PLANNING_ROWS = {
    "advocates.Enquiry": lambda who: Enquiry.objects.create(
        resident=who, client_id=uuid.uuid4(), councillor="Cllr Rees", secret=b"", received_on=DAY, due_on=DAY,
        recorded_at=NOW,
    ),
    "advocates.HandOver": lambda who: HandOver.objects.create(
        resident=who, client_id=uuid.uuid4(), kind="referral", secret=b"", period="month", sent_at=NOW, waits_since=NOW,
        remind_on=DAY, back_on=DAY,
    ),
    "advocates.PlanAction": lambda who: PlanAction.objects.create(
        resident=who, client_id=uuid.uuid4(), secret=b"", owner="resident", made_at=NOW
    ),
    "advocates.PlanShare": lambda who: PlanShare.objects.create(
        resident=who, organisation=Organisation.objects.get_or_create(name="Brook Homes")[0], basis="signed_in",
        wording="They may", starts_on=DAY, ends_on=DAY, given_at=NOW,
    ),
}  # fmt: skip
