"""`manage.py rotate_field_keys`: encrypt everything again with the first key of FIELD_KEYS.

Put the new key first and keep the old ones, restart every process, run this, then remove the old keys a day later:
messages waiting to be sent and forms kept over a sign-in may still need them until then.
"""

from django.core.management import BaseCommand, CommandError

from accounts import audit
from accounts.actions.rotating import rotate_second_factors
from accounts.actors import system_actor
from accounts.models import Council
from core.crypto import CannotDecrypt, current_key_id
from core.rotating import kinds_to_rotate, rotate_rows
from core.tenancy import council_scope


class Command(BaseCommand):
    """Goes on where it stopped: what is encrypted with the current key is left alone."""

    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"Encrypting with key “{current_key_id()}”.")
        try:
            for council in Council.objects.order_by("pk"):
                self._rotate(council)
            self.stdout.write(f"Second factors: {rotate_second_factors()} rewritten.")
        except CannotDecrypt as error:
            raise CommandError(
                f"Stopped: {error} What was rewritten so far stays; put the missing key back."
            ) from error
        self.stdout.write(self.style.SUCCESS("Done. Remove the old keys in a day."))

    def _rotate(self, council: Council) -> None:
        totals = {kind: self._rotate_kind(council, kind) for kind in kinds_to_rotate()}
        if any(totals.values()):
            with council_scope(council.pk):
                audit.record("claims.keys.rotated", by=system_actor(council, "key rotation"), detail=totals)

    def _rotate_kind(self, council: Council, kind: str) -> int:
        """One council's rows of one table, a transaction for each batch."""
        after, total = 0, 0
        while after is not None:
            with council_scope(council.pk):
                batch = rotate_rows(kind, after=after)
            after, total = batch.last, total + batch.rewritten
            if batch.rewritten:
                self.stdout.write(f"{council.name}: {total} {kind} rewritten.")
        return total
