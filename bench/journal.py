"""`python -m bench.journal ENTRIES PEOPLE`: a table of so many entries, and people with 2,000 each who read and add.

JSON out: what the load needs, and the queries that adding an entry takes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import sys
import uuid
from typing import Any

import django
import psycopg2

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.INFO)

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.actors import Actor, system_actor  # noqa: E402
from accounts.models import Council, Resident, User  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from jobjournal.actions.library import set_up_journal  # noqa: E402
from jobjournal.actions.recording import EntryInput, record_entry  # noqa: E402
from jobjournal.models import Entry, Journal, SentenceTemplate  # noqa: E402
from jobjournal.presenters.offline import owner_id  # noqa: E402
from jobjournal.readers.entry_words import EntryWords, sealed_entry  # noqa: E402

EACH = 2000
AT_ONCE = 100
SENTENCE = "On Tuesday 17 November I applied for a job as a kitchen assistant at Northgate Foods in Leigh."
# Entries that nobody opens: as large as real ones, without the time that encrypting takes.
FILL = """
INSERT INTO jobjournal_entry (council_id, resident_id, public_id, client_id, happened_on, minutes, activity_key,
  template_key, language, secret, sequence, number, recorded_at, received_at)
SELECT %(council)s, person, gen_random_uuid(), gen_random_uuid(), date '2026-11-20' - number / 5, 30, %(activity)s,
  %(template)s, 'en', decode(repeat('5a', %(size)s), 'hex'), number, 1, now(), now()
FROM unnest(%(people)s) AS person, generate_series(1, %(each)s) AS number
"""


def make_people(council: Council, number: int) -> list[Resident]:
    """Residents without a login, each with the counter of a journal of 2,000 entries."""
    people = Resident.objects.bulk_create([Resident(council=council) for _ in range(number)])
    Journal.objects.bulk_create([
        Journal(council=council, resident=each, last_sequence=EACH, last_used_at=timezone.now()) for each in people
    ])  # fmt: skip
    return people


def real_entries(council: Council, resident: Resident, template: SentenceTemplate) -> list[Entry]:
    """A person's 2,000 entries as the platform keeps them."""
    now, last = timezone.now(), timezone.localdate()
    words = EntryWords(SENTENCE, {"employer": "Northgate Foods", "place": "Leigh"}, "", template.text)
    entries = []
    for number in range(1, EACH + 1):
        public_id = uuid.uuid4()
        entries.append(Entry(
            council=council, resident=resident, public_id=public_id, client_id=uuid.uuid4(), sequence=number,
            happened_on=last - dt.timedelta(days=(EACH - number) // 5), minutes=30,
            activity_key=template.activity.key, template_key=template.key, secret=sealed_entry(public_id, words),
            recorded_at=now, received_at=now,
        ))  # fmt: skip
    return entries


def seed(entries: int, people: int) -> dict[str, Any]:
    """Fill the table, and sign the readers in."""
    council = Council.objects.get(slug="calderbrook")
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "bench"))
        template = SentenceTemplate.objects.select_related("activity").filter(activity__isnull=False)[0]
        readers = make_people(council, people)
        for each in readers:
            each.user = User.objects.create(email=f"{uuid.uuid4().hex}@example.org")
            each.save(update_fields=["user"])
            Entry.objects.bulk_create(real_entries(council, each, template), batch_size=500)
        size = len(sealed_entry(uuid.uuid4(), EntryWords(SENTENCE, {"employer": "Northgate Foods"}, "", template.text)))
    for start in range(0, max(0, entries // EACH - people), AT_ONCE):
        with council_scope(council.pk), connection.cursor() as cursor:
            fill = [each.pk for each in make_people(council, min(AT_ONCE, entries // EACH - people - start))]
            cursor.execute(FILL, {"council": council.pk, "people": fill, "each": EACH, "size": size,
                                  "activity": template.activity.key, "template": template.key})  # fmt: skip
    with contextlib.closing(psycopg2.connect(os.environ["DATABASE_OWNER_URL"])) as owner, owner.cursor() as cursor:
        # As autovacuum does within a minute: a table of this size is never without its statistics.
        cursor.execute("ANALYZE jobjournal_entry")
        owner.commit()
    with council_scope(council.pk):
        return {"host": council.host, "people": [_reader(each, template) for each in readers]}


def _reader(resident: Resident, template: SentenceTemplate) -> dict[str, Any]:
    client = Client()
    client.force_login(resident.user)
    entry = {
        "owner": owner_id(resident), "activity": template.activity.key, "template": "", "minutes": "45",
        "slots": {"date": timezone.localdate().isoformat()},
        "own_words": "I asked three shops in town for work and left my CV.", "language": "en",
    }  # fmt: skip
    return {"pk": resident.pk, "session": client.cookies["sessionid"].value, "entry": entry}


def count_queries(plan: dict[str, Any]) -> int:
    """The queries of adding one entry with its history and audit row; begin, savepoints and commit are not counted."""
    entry, council = plan["people"][0]["entry"], Council.objects.get(slug="calderbrook")
    with council_scope(council.pk), CaptureQueriesContext(connection) as statements:
        resident = Resident.objects.select_related("user").get(pk=plan["people"][0]["pk"])
        given = EntryInput(**{name: entry[name] for name in ("activity", "template", "slots", "own_words", "minutes")})
        by = Actor(council=council, user=resident.user, resident=resident)
        start = len(statements)
        record_entry(resident=resident, client_id=uuid.uuid4(), given=given, recorded_at=None, by=by)
    made = [each["sql"] for each in statements.captured_queries[start:]]
    return sum(not each.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for each in made)


if __name__ == "__main__":
    made = seed(int(sys.argv[1]), int(sys.argv[2]))
    json.dump({**made, "entries": int(sys.argv[1]), "queries": count_queries(made)}, sys.stdout)
