"""Key rotation: everything encrypted opens with the new key alone, in every council, and can be run again."""

import io

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from claims.models import Answer, Claim, Fact, Submission, ThreadMessage
from claims.presenters import submission as submission_view
from claims.readers.answer_store import fact_context, stored_answers
from claims.thread.readers import thread_of
from core.crypto import decrypt, key_id_of
from core.tenancy import council_scope
from tests.claims.sent import NINO, sent_claim
from tests.claims.thread.conftest import from_claimant

OLD, NEW = {"old": b"o" * 32}, {"new": b"n" * 32}


def rotate() -> str:
    out = io.StringIO()
    call_command("rotate_field_keys", stdout=out)
    return out.getvalue()


@pytest.fixture
def two_councils(settings, alice, carol):
    """Sent claims in both councils, and a second factor with recovery codes, all under the old key."""
    settings.FIELD_KEYS = OLD
    with council_scope(carol.council.pk):
        sent_claim(carol)
    encrypted = get_adapter().encrypt
    Authenticator.objects.create(user=alice.user, type="totp", data={"secret": encrypted("TOTP")})
    codes = {"seed": encrypted("seed"), "used_mask": 3, "migrated_codes": [encrypted("one"), encrypted("two")]}
    Authenticator.objects.create(user=alice.user, type="recovery_codes", data=codes)
    claim = sent_claim(alice)
    from_claimant(claim, alice, "Hello.")
    return claim


def key_ids() -> set[str]:
    rows = [
        row for model in (Answer, Submission, Fact, ThreadMessage) for row in model.objects.filter(secret__isnull=False)
    ]
    assert {type(row) for row in rows} >= {Answer, Submission}
    return {key_id_of(row.secret) for row in rows}


def test_everything_opens_with_the_new_key_alone(settings, two_councils, alice, carol):
    settings.FIELD_KEYS = NEW | OLD
    said = rotate()
    settings.FIELD_KEYS = NEW
    assert "Calderbrook Council: 2 answers rewritten." in said
    assert "Southmere Council: 2 answers rewritten." in said
    claim = Claim.objects.get(pk=two_councils.pk)
    assert submission_view.sent_values(claim)["nino"] == NINO
    assert stored_answers(claim)["nino", ""].raw == "ab 12 34 56 c"
    for fact in Fact.objects.filter(secret__isnull=False).select_related("resident"):
        decrypt(fact.secret, context=fact_context(fact))
    assert [each.words for each in thread_of(claim)] == ["Hello."]
    assert key_ids() == {"new"}
    with council_scope(carol.council.pk):
        assert key_ids() == {"new"}


def test_second_factors_open_with_the_new_key_alone(settings, two_councils):
    settings.FIELD_KEYS = NEW | OLD
    assert "Second factors: 2 rewritten." in rotate()
    settings.FIELD_KEYS = NEW
    decrypted = get_adapter().decrypt
    assert decrypted(Authenticator.objects.get(type="totp").data["secret"]) == "TOTP"
    codes = Authenticator.objects.get(type="recovery_codes").data
    assert decrypted(codes["seed"]) == "seed"
    assert codes["used_mask"] == 3
    assert [decrypted(code) for code in codes["migrated_codes"]] == ["one", "two"]


def test_it_goes_in_batches(settings, two_councils, monkeypatch):
    monkeypatch.setattr("core.rotating.BATCH", 1)
    settings.FIELD_KEYS = NEW | OLD
    assert "Calderbrook Council: 1 answers rewritten." in rotate()
    assert key_ids() == {"new"}


def test_run_again_it_rewrites_nothing(settings, two_councils):
    settings.FIELD_KEYS = NEW | OLD
    rotate()
    before = Answer.objects.get(key="nino").secret
    said = rotate()
    assert "answers rewritten" not in said
    assert bytes(Answer.objects.get(key="nino").secret) == bytes(before)
    assert AuditEvent.objects.filter(code="claims.keys.rotated").count() == 1


def test_without_the_old_key_it_stops_and_says_which_row(settings, two_councils):
    settings.FIELD_KEYS = NEW
    with pytest.raises(CommandError, match="answers, row .* FIELD_KEYS"):
        rotate()
    assert key_ids() == {"old"}
