"""The one statement that writes answers."""

from claims.models import Answer


def upsert_answers(rows: list[Answer]) -> None:
    """Write answers in one statement, replacing what is stored at the same place. The caller holds the claim's lock."""
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["council", "claim", "key", "row"],
        update_fields=["value", "secret", "provenance", "source", "revision", "written_from", "by", "saved_at"],
    )
