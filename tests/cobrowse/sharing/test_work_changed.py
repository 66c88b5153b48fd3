"""An adviser leaves the council, or gets other work there, in the middle of helping somebody: nobody waits for them."""

from __future__ import annotations

import pytest

from accounts.actions.staff import add_staff, remove_staff
from accounts.actors import system_actor
from accounts.models import AuditEvent
from accounts.permissions import Role
from betteroff.asgi import live_application
from cobrowse import consumers
from cobrowse.actions.duty import change_duty
from cobrowse.models import Duty, HelpRequest, SharedForm
from cobrowse.readers.desk import desk_of
from cobrowse.sharing import consumers as sharing_consumers
from core.tenancy import council_scope
from tests.cobrowse.conftest import ask, said
from tests.cobrowse.sharing import test_consumers as forms
from tests.cobrowse.sharing.test_consumers import (  # noqa: F401 - fixtures of the same room
    aisha,
    alice,
    council,
    draft,
    share,
    talking,
)
from tests.cobrowse.talking_to import Socket
from tests.cobrowse.test_consumers import headers_of, in_scope, path_of, played
from tests.people import make_resident, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


def gone(actor) -> None:
    assert remove_staff(email=actor.user.email, by=system_actor(actor.council, "set-up"))


def other_work(actor) -> None:
    add_staff(
        email=actor.user.email, display_name="Aisha Khan", role=Role.JOBCENTRE, password="", organisation="Jobcentre",
        by=system_actor(actor.council, "set-up"),
    )  # fmt: skip


@pytest.fixture
def unhurried(monkeypatch):
    """Nobody looks by themselves: what happens now happens because they were told."""
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 60.0)
    monkeypatch.setattr(sharing_consumers, "BEAT_SECONDS", 60.0)


@pytest.mark.slow
@pytest.mark.parametrize("changed", [gone, other_work])
def test_their_screens_close_and_the_person_waits_again(council, alice, aisha, talking, share, unhurried, changed):  # noqa: F811
    with council_scope(council.pk):
        sam = make_staff(council, "Sam Okoro", "sam@c.example", Role.ADVISOR)
        change_duty(state=Duty.State.HERE, by=sam)
        later = ask(make_resident(council, "Bob Bright", "bob@example.org"))
    theirs = {
        "conversation": path_of(talking, "adviser"), "form": forms.path_of(talking, "adviser"),
        "desk": f"/staff/help/{aisha.membership.pk}/live/", "somebody else's": path_of(later, "adviser"),
    }  # fmt: skip
    cookies, of_sam, hers = headers_of(aisha), headers_of(sam), headers_of(alice)

    async def story():
        screens = {name: Socket(path, cookies) for name, path in theirs.items()}
        desk, person = Socket(f"/staff/help/{sam.membership.pk}/live/", of_sam), Socket(path_of(talking), hers)
        for each in (*screens.values(), desk, person):
            assert await each.connect() == 0
        await desk.receive()
        # The server knows of each that they have signed in: they hold no place of visitors.
        assert live_application._of_host.total() == len(screens) + 2
        assert not live_application._unknown
        assert not live_application._visitors
        await in_scope(council, changed, aisha)
        for name, each in screens.items():
            assert await each.closed() == consumers.REFUSED, name
        again = await person.news(lambda message: message.get("now", {}).get("state") == "waiting")
        assert again["standing"].startswith("The adviser had to go, so you are in the queue again.")
        await desk.news(lambda message: message.get("changed"))
        for each in (desk, person):
            await each.disconnect()

    played(story)
    with council_scope(council.pk):
        assert list(desk_of(sam, later.asked_at).waiting) == [talking, later]
        assert said(HelpRequest.objects.get(pk=talking.pk), "resident")[-1][0] == "put_back"
        assert SharedForm.objects.get().ended_at is not None
        assert [duty.state for duty in Duty.objects.order_by("pk")] == ["off", "here"]
        assert AuditEvent.objects.filter(code="cobrowse.duty.ended").count() == 1


def test_who_does_the_same_work_under_another_name_goes_on(council, alice, aisha, talking):  # noqa: F811
    with council_scope(council.pk):
        by = system_actor(council, "set-up")
        add_staff(email=aisha.user.email, display_name="Aisha Malik", role=Role.ADVISOR, password="", by=by)
        assert HelpRequest.objects.get().adviser_id == aisha.membership.pk
        assert Duty.objects.get().state == "here"
