"""`manage.py rotate_field_keys`: encrypt everything again with the first key of FIELD_KEYS.

Put the new key first and keep the old ones, restart every process, run this, then remove the old keys a day later:
messages waiting to be sent and forms kept over a sign-in may still need them until then.
"""

from types import ModuleType

from django.core.management import BaseCommand, CommandError

from accounts import audit
from accounts.actions.rotating import rotate_second_factors
from accounts.actors import system_actor
from accounts.models import Council
from claims.actions import rotating as claims_rotating
from core.crypto import CannotDecrypt, current_key_id
from core.tenancy import council_scope
from jobjournal.actions import rotating as journal_rotating

# Both have KINDS and rotate_batch(kind=…, after=…) → a Batch.
ROTATING = (claims_rotating, journal_rotating)


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
        totals = {kind: self._rotate_kind(council, app, kind) for app in ROTATING for kind in app.KINDS}
        if any(totals.values()):
            with council_scope(council.pk):
                audit.record("claims.keys.rotated", by=system_actor(council, "key rotation"), detail=totals)

    def _rotate_kind(self, council: Council, app: ModuleType, kind: str) -> int:
        """One council's rows of one table, a transaction for each batch."""
        after, total = 0, 0
        while after is not None:
            with council_scope(council.pk):
                batch = app.rotate_batch(kind=kind, after=after)
            after, total = batch.last, total + batch.rewritten
            if batch.rewritten:
                self.stdout.write(f"{council.name}: {total} {kind} rewritten.")
        return total
