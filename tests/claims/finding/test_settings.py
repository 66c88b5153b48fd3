"""The settings of the address service."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import AuditEvent, SettingChange
from claims.models import AddressService
from core.rotating import rotate_rows
from tests.people import browser_of

API_KEY = "council-key-0123456789"
WHOLE = {"finds": "yes", "base_url": "https://api.os.uk/search/places/v1", "api_key": API_KEY}
SETTINGS = "claims:finding_settings"


def test_saved_it_is_used_and_its_key_is_shown_nowhere(omar):
    desk = browser_of(omar)
    assert 'value="https://api.os.uk/search/places/v1"' in desk.get(reverse(SETTINGS)).content.decode()
    assert desk.post(reverse(SETTINGS), WHOLE).status_code == 302
    service = AddressService.objects.get()
    assert (service.is_active, service.decrypted_key()) == (True, API_KEY)
    assert API_KEY not in desk.get(reverse(SETTINGS)).content.decode()
    assert API_KEY.encode() not in bytes(service.secret)
    assert API_KEY not in str([*AuditEvent.objects.values(), *SettingChange.objects.values()])
    assert AuditEvent.objects.get(code="claims.finding.set").detail == {"is_active": True, "key_changed": True}
    assert rotate_rows("address services", after=0).rewritten == 0


def test_the_key_is_asked_for_again_when_the_address_is_another_services(omar):
    desk = browser_of(omar)
    desk.post(reverse(SETTINGS), WHOLE)
    kept = {**WHOLE, "api_key": ""}
    assert desk.post(reverse(SETTINGS), kept).status_code == 302
    assert desk.post(reverse(SETTINGS), kept | {"base_url": "https://other.example"}).status_code == 422
    wrong = [{"finds": ""}, {"base_url": ""}, {"base_url": "http://api.os.uk"}, {"base_url": "https://a.example/?k=1"}]
    assert [desk.post(reverse(SETTINGS), WHOLE | change).status_code for change in wrong] == [422] * 4
    assert desk.post(reverse(SETTINGS), {"finds": "no"}).status_code == 302
    assert not AddressService.objects.get().is_active
