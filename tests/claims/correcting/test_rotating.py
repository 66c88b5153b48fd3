"""Corrections, and what is typed for one, are encrypted again with a new key."""

from claims.correcting.readers import typed_in
from claims.models import Claim, Correction, CorrectionAsk
from claims.readers.answer_store import sent_values
from core.crypto import key_id_of
from core.rotating import rotate_rows
from tests.claims.correcting.asking import ask, save, send
from tests.claims.sent import sent_claim

OLD, NEW = {"old": b"o" * 32}, {"new": b"n" * 32}


def test_corrections_open_with_the_new_key(settings, alice, aisha):
    settings.FIELD_KEYS = OLD
    claim = sent_claim(alice)
    send(ask(claim, aisha, "nino"), alice, {"nino": "CE 12 34 56 A"})
    asked = ask(claim, aisha, "story")
    save(asked, alice, {"story": "A word"})
    settings.FIELD_KEYS = NEW | OLD
    for kind in ("corrections", "typed corrections"):
        assert rotate_rows(kind, after=0).rewritten == 1
    settings.FIELD_KEYS = NEW
    assert key_id_of(Correction.objects.get().secret) == "new"
    assert sent_values(Claim.objects.get(pk=claim.pk))["nino"] == "CE123456A"
    assert typed_in(CorrectionAsk.objects.select_related("claim").get(pk=asked.pk)) == {("story", ""): "A word"}
