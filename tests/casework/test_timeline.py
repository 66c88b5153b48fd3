"""What stands on a claim's page of what happened to it: the newest, and the rest a press away."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.readers.timeline import NEWEST
from claims.models import Claim, ThreadMessage
from claims.thread.readers import encrypted_words
from tests.claims.sent import sent_claim
from tests.people import browser_of


def write(claim: Claim, number: int, words: str = "What was said, number {}.") -> None:
    """So many messages, a minute apart, the last one now; what waits to go is not among them."""
    now = timezone.now()
    for each in range(1, number + 1):
        key, at = uuid.uuid4(), now - dt.timedelta(minutes=number - each)
        ThreadMessage.objects.create(
            claim=claim, public_id=key, client_id=uuid.uuid4(), direction=ThreadMessage.Direction.values[each % 2],
            secret=encrypted_words(claim, key, words.format(each)), written_at=at, send_after=at,
            language="en-gb", by_label="Somebody",
        )  # fmt: skip


def test_a_long_thread_shows_its_newest_and_a_link_to_all_of_it(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    address = reverse("casework:staff_claim", args=[claim.reference])
    before = browser.get(address).content.decode()
    assert "Earlier messages and events" not in before
    assert "Sent" in before
    write(claim, 200)
    with CaptureQueriesContext(connection) as read:
        page = browser.get(address).content.decode()
    shown = [number for number in range(1, 201) if f"number {number}." in page]
    assert NEWEST - 5 < len(shown) <= NEWEST
    assert shown == list(range(201 - len(shown), 201)), "the newest, and none between them is missing"
    assert max(query["sql"].count("LIMIT 26") for query in read if "claims_threadmessage" in query["sql"]) == 1
    assert f'href="{address}?all=yes#timeline"' in page
    whole = browser.get(f"{address}?all=yes").content.decode()
    assert all(f"number {number}." in whole for number in range(1, 201))
    assert "Earlier messages and events" not in whole


def test_nothing_is_left_out_between_what_is_shown(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=timezone.now() - dt.timedelta(days=2))
    write(claim, 200, words="The same again.")
    # All of one side, so that they stand as a line a day.
    ThreadMessage.objects.update(direction=ThreadMessage.Direction.FROM_CLAIMANT)
    answer = browser.get(reverse("casework:staff_claim", args=[claim.reference]))
    first_shown = min(event["at"] for event in answer.context["timeline"])
    assert first_shown > timezone.now() - dt.timedelta(days=1), "sending stands before messages that are not shown"
    assert answer.context["has_earlier"]
