"""`manage.py make_claims_findable`: write again what every sent claim is found by.

Run it after SECRET_KEY has changed: National Insurance numbers are looked up by hashes that are keyed with it.
"""

from django.core.management import BaseCommand

from accounts.models import Council
from claims.actions.searching import make_findable_again
from claims.models import Claim
from core.tenancy import council_scope

BATCH = 500


class Command(BaseCommand):
    """A transaction for each 500 claims; running it twice changes nothing."""

    help = __doc__

    def handle(self, *args, **options):
        for council in Council.objects.order_by("pk"):
            last, total = 0, 0
            while last is not None:
                with council_scope(council.pk):
                    last, number = self._batch(last)
                total += number
            self.stdout.write(f"{council.name}: {total} claims.")

    def _batch(self, after: int) -> tuple[int | None, int]:
        """The key of the last claim that was dealt with, None after all of them; and how many there were."""
        sent = Claim.objects.filter(submitted_at__isnull=False, pk__gt=after).select_related("submission", "resident")
        claims = list(sent.order_by("pk")[:BATCH])
        for claim in claims:
            make_findable_again(claim)
        return (claims[-1].pk if claims else None), len(claims)
