"""The background work, in every council."""

from __future__ import annotations

from django.utils import timezone

from advocates.legal.tasks import remind_of_yearly_looks
from advocates.models import LegalBasis
from notifications.models import Message
from tests.advocates.legal.making import acting, make_second


def test_holders_of_every_council_are_reminded(calderbrook, southmere, alice, aisha):
    acting(alice, aisha, make_second(calderbrook))
    LegalBasis.objects.update(look_due_on=timezone.localdate())
    remind_of_yearly_looks()
    assert Message.objects.filter(resident=alice.resident, template="legal_look_soon", channel="in_app").count() == 1
