"""Two admins at once: one changes a setting on its page while the other puts a former value back."""

from __future__ import annotations

import pytest

from accounts.history import NotUndone
from accounts.models import Council, SettingChange
from accounts.permissions import Role
from accounts.settling.actions import undo_change
from claims.actions.statuses import change_status_words
from claims.models import ClaimStatus
from core.tenancy import council_scope
from tests.claims.making import make_statuses
from tests.parallel import Held, Waiting
from tests.people import make_staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


def reword(words: str, by) -> None:
    status = ClaimStatus.objects.order_by("pk").first()
    change_status_words(
        code=status.code, name=status.name, message=words, translations={}, position=status.position,
        is_offered=status.is_offered, by=by,
    )  # fmt: skip


def test_what_somebody_saves_meanwhile_is_not_written_over(council):
    omar, nia = (make_staff(council, name, f"{name}@c.example", Role.ADMIN) for name in ("omar", "nia"))
    with council_scope(council.pk):
        make_statuses()
        reword("Ours", omar)
        undone = SettingChange.objects.get()

    def put_back():
        with council_scope(council.pk):
            return undo_change(key=undone.pk, by=nia)

    def lock() -> None:
        list(ClaimStatus.objects.select_for_update().order_by("pk"))

    with Held(council.pk, lock, then=lambda: reword("Ours, better", omar)) as saving:
        late = Waiting(put_back)
        saving.commit()
        assert isinstance(late.result(), NotUndone), late.result()
    assert saving.result is None, saving.result
    with council_scope(council.pk):
        assert ClaimStatus.objects.order_by("pk").first().message == "Ours, better"
        assert SettingChange.objects.count() == 2
