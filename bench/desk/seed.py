"""`python -m bench.desk.seed CLAIMS`: so many sent claims on the platform, a tenth of them in one council, by SQL.

Only what lists, counts and searches read: no answers, no history. Written as PostgreSQL's superuser with triggers
and keys off, straight into the tables of a scratch database; its JSON out says what to look for.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg2

from claims.rules.sounds import sound_key
from core.rules.names import folded_words

LARGE, COUNCILS, OPEN_SHARE, OWNED_SHARE = "calderbrook", 400, 0.10, 0.5
FIRST = ["Maria", "Zoë", "Noah", "Amina", "John", "Priya", "Owen", "Siân", "Kwame", "Fatima", "Piotr", "Li", "Grace"]
LAST = ["Singh", "Nowak", "Evans", "Khan", "Smith", "Jones", "O’Brien", "Osei", "Ahmed", "Chen", "Taylor", "Müller"]
# What a claim of the usual length holds, where somebody looks at it.
ANSWERS = {f"question_{number}": f"An answer of some words, number {number}" for number in range(60)}

_COUNCILS = """
INSERT INTO accounts_council (host, slug, name, reference_prefix, {columns})
SELECT 'c' || g || '.localhost', 'c' || g, 'Council ' || g, 'X' || g, {columns}
FROM accounts_council, generate_series(1, %s) g WHERE slug = 'southmere'
"""
_STATUSES = """
INSERT INTO claims_claimstatus (code, name, message, stage, position, translations, by_form, is_offered, council_id)
SELECT s.code, s.name, s.message, s.stage, s.position, '{}', '{}', true, c.id
FROM claims_claimstatus s, accounts_council c
WHERE s.council_id = (SELECT id FROM accounts_council WHERE slug = 'southmere') AND c.slug ~ '^c[0-9]+$'
"""
# One row of each table for a claim; what is drawn by chance is the same on every machine.
_CLAIMS = """
WITH drawn AS MATERIALIZED (
    SELECT g, 1 + (random() * %(firsts)s)::int AS f, 1 + (random() * %(lasts)s)::int AS l,
        date '1940-01-01' + (random() * 24000)::int AS born_on, random() AS open, random() AS which,
        random() < 0.05 AS hungry,
        now() - random() * interval '700 days' AS sent
    FROM generate_series(1, %(number)s) g
), residents AS (
    INSERT INTO accounts_resident (
        public_id, name, born_on, email, phone, language, safe_to_contact, contact_by, access_needs,
        interpreter_language, professionals, good_times, bounced, not_mine, created_at, council_id
    ) SELECT gen_random_uuid(), g::text, born_on, '', '', 'en-gb', true, '{}', '{}', '', '{}', '{}', '{}', '{}',
        sent,
        %(council)s
    FROM drawn RETURNING id, name
), claims AS (
    INSERT INTO claims_claim (
        public_id, reference, head_revision, for_whom, visited_pages, followed, started_at, submitted_at, council_id,
        form_version_id, resident_id, status_id, urgencies, urgent, corrected, asked_to_correct, awaits_signature
    ) SELECT gen_random_uuid(), %(prefix)s || '-' || lpad(upper(to_hex(g / 65536)), 4, '0') || '-'
            || lpad(upper(to_hex(g %% 65536)), 4, '0'),
        0, '', '{}', false, sent - interval '1 day', sent, %(council)s,
        (%(versions)s::bigint[])[1 + (which * (cardinality(%(versions)s::bigint[]) - 1))::int], residents.id,
        CASE WHEN open < %(open_share)s
            THEN (%(open)s::bigint[])[1 + (which * (cardinality(%(open)s::bigint[]) - 1))::int] ELSE %(done)s END,
        CASE WHEN hungry THEN ARRAY['no_food'] ELSE '{}' END,
        CASE WHEN hungry AND open < %(open_share)s THEN 2 ELSE 0 END, 0, 0, false
    FROM drawn JOIN residents ON residents.name = g::text RETURNING id, reference, resident_id, submitted_at
)
INSERT INTO claims_submission (
    answers, name, born_on, email, phone, spec_sha256, sent_at, claim_id, council_id, sent_in, sent_name
) SELECT %(answers)s, (%(first)s::text[])[f] || ' ' || (%(last)s::text[])[l], born_on, 'p' || g || '@example.org', '',
    '', submitted_at, claims.id, %(council)s, '', ''
FROM claims JOIN residents ON residents.id = resident_id JOIN drawn ON g::text = residents.name
"""
# As claims.actions.searching writes them.
_TERMS = """
INSERT INTO claims_searchterm (council_id, claim_id, kind, term)
SELECT s.council_id, s.claim_id, t.kind, t.term FROM claims_submission s JOIN claims_claim c ON c.id = s.claim_id,
    LATERAL (
        SELECT 'name' AS kind, (%(folded)s::jsonb) ->> word AS term FROM regexp_split_to_table(s.name, ' ') word
        UNION SELECT 'sound', (%(sounds)s::jsonb) ->> word FROM regexp_split_to_table(s.name, ' ') word
        UNION SELECT 'reference', part FROM regexp_split_to_table(substr(c.reference, 5), '-') part
        UNION SELECT 'postcode', 'LS' || c.id %% 30 || c.id %% 10 || 'AB'
        UNION SELECT 'ni_number', encode(sha256(c.id::text::bytea), 'hex')
    ) t
WHERE s.council_id = %(council)s AND NOT EXISTS (SELECT FROM claims_searchterm o WHERE o.claim_id = s.claim_id)
"""
_OWNERS = """
INSERT INTO casework_assignment (kind, to_label, note, is_current, by_label, at, by_id, claim_id, council_id, owner_id)
SELECT 'taken', '', '', true, '', now(), m.user_id, c.id, c.council_id, m.id
FROM claims_claim c JOIN accounts_membership m ON m.council_id = c.council_id AND 'advisor' = ANY(m.roles)
    AND m.id %% 2 = c.id %% 2
WHERE c.council_id = %(council)s AND random() < %(share)s
    AND NOT EXISTS (SELECT FROM casework_assignment a WHERE a.claim_id = c.id)
"""
# Half of what is done took about ten days, and somebody took most of what is open.
_TIMES = """
INSERT INTO casework_claimtimes (claim_id, council_id, touched_at, done_at)
SELECT c.id, c.council_id, c.submitted_at + random() * interval '6 days',
    CASE WHEN s.stage = 'done' THEN c.submitted_at + interval '6 days' + random() * interval '9 days' END
FROM claims_claim c JOIN claims_claimstatus s ON s.id = c.status_id
WHERE c.council_id = %(council)s AND s.stage <> 'new' AND NOT EXISTS (
    SELECT FROM casework_claimtimes t WHERE t.claim_id = c.id)
"""


def seed(number: int) -> dict[str, Any]:
    """Write the claims; who looks, and what to search for."""
    with contextlib.closing(superuser()) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT setseed(0.13)")
        _more_councils(cursor)
        cursor.execute("SELECT id, slug, reference_prefix FROM accounts_council ORDER BY id")
        councils = cursor.fetchall()
        each = (number - number // 10) // (len(councils) - 1)
        for council, slug, prefix in councils:
            _claims_of(cursor, council, prefix, number // 10 if slug == LARGE else each)
        large = next(council for council, slug, _ in councils if slug == LARGE)
        # The rows that are new are counted for plans; without it the next ones take minutes.
        cursor.execute("ANALYZE claims_claim, accounts_membership, claims_claimstatus")
        cursor.execute(_OWNERS, {"council": large, "share": OWNED_SHARE})
        cursor.execute(_TIMES, {"council": large})
    with contextlib.closing(superuser()) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("VACUUM ANALYZE")
    return {"claims": number}


def superuser():
    """A connection as the superuser of the platform's own PostgreSQL."""
    socket = parse_qs(urlsplit(os.environ["DATABASE_OWNER_URL"]).query)["host"][0]
    password = (Path(os.environ["VAR_DIR"]) / "postgres-password").read_text().strip()
    return psycopg2.connect(host=socket, user="postgres", password=password, dbname="betteroff")


def _more_councils(cursor) -> None:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'accounts_council'"
        " AND column_name NOT IN ('id', 'host', 'slug', 'name', 'reference_prefix')"
    )
    columns = ", ".join(row[0] for row in cursor.fetchall())
    cursor.execute(_COUNCILS.format(columns=columns), [COUNCILS - 2])
    cursor.execute(_STATUSES)


def _claims_of(cursor, council: int, prefix: str, number: int) -> None:
    # The made-up councils have no forms of their own, and nobody looks at their claims.
    published = "SELECT id FROM formspec_formversion WHERE state = 'published'"
    own = _column(cursor, f"{published} AND council_id = %s", [council])
    versions = own or _column(cursor, published)
    statuses = "SELECT id FROM claims_claimstatus WHERE council_id = %s AND (stage = 'done') = %s AND is_offered"
    statuses += " ORDER BY position"
    cursor.execute(statuses, [council, True])
    done = cursor.fetchone()[0]
    cursor.execute(
        _CLAIMS,
        {
            "number": number, "council": council, "prefix": prefix, "versions": versions, "done": done,
            "open": _column(cursor, statuses, [council, False]), "open_share": OPEN_SHARE,
            "first": FIRST, "last": LAST, "firsts": len(FIRST) - 1, "lasts": len(LAST) - 1,
            "answers": json.dumps(ANSWERS if own else {}),
        },
    )  # fmt: skip
    folded = {name: folded_words(name)[0] for name in (*FIRST, *LAST)}
    sounds = {name: sound_key(word) for name, word in folded.items()}
    if own:
        # Planned as if nothing was there, it would take hours.
        cursor.execute("ANALYZE claims_claim, claims_submission, claims_searchterm")
        cursor.execute(_TERMS, {"folded": json.dumps(folded), "sounds": json.dumps(sounds), "council": council})


def _column(cursor, sql: str, values: list[Any] | None = None) -> list[Any]:
    cursor.execute(sql, values)
    return [row[0] for row in cursor.fetchall()]


if __name__ == "__main__":
    json.dump(seed(int(sys.argv[1])), sys.stdout)
