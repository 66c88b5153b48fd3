"""The statements that write answers. The caller holds the claim's lock."""

from django.db import connection

from claims.models import Answer, Claim
from core.rows import known_to

PLACE = ["council", "claim", "key", "row"]
SAVED = ["value", "secret", "provenance", "source", "revision", "written_from", "merged", "by", "saved_at"]


def upsert_answers(rows: list[Answer]) -> None:
    """Write answers in one statement, replacing what is stored at the same place."""
    Answer.objects.bulk_create(rows, update_conflicts=True, unique_fields=PLACE, update_fields=SAVED)


def save_with_claim(rows: list[Answer], claim: Claim) -> None:
    """Write answers, and how far their claim has come, in one statement: it is what every page that is sent waits for.

    Row-level security holds for it as for any other.
    """
    fields = [Answer._meta.get_field(name) for name in (*PLACE, *SAVED)]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        of_claim = [claim.head_revision, claim.visited_pages, claim.pk]
        statement = _statement(len(rows))
        if len(rows) == 1:
            # As nearly always; each number of rows is another statement.
            statement = known_to(connection, statement)
        cursor.execute(statement, [*values, *of_claim])


def _statement(rows: int) -> str:
    column = {name: connection.ops.quote_name(Answer._meta.get_field(name).column) for name in (*PLACE, *SAVED)}
    one = f"({', '.join(['%s'] * len(column))})"
    return (
        f"WITH written AS (INSERT INTO {Answer._meta.db_table} ({', '.join(column.values())}) "
        f"VALUES {', '.join([one] * rows)} ON CONFLICT ({', '.join(column[name] for name in PLACE)}) "
        f"DO UPDATE SET {', '.join(f'{column[name]} = EXCLUDED.{column[name]}' for name in SAVED)}) "
        f"UPDATE {Claim._meta.db_table} SET head_revision = %s, visited_pages = %s::varchar[] WHERE id = %s"
    )
