"""Lists that a member of staff keeps: theirs alone, encrypted, counted, renamed and let go."""

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.permissions import Role
from casework.actions.filters import MOST, NameTaken, TooMany, rename_filter, save_filter
from casework.models import SavedFilter
from casework.presenters import filters as shown
from casework.readers.claims import council_statuses
from casework.readers.filters import filter_of
from casework.readers.own_desk import own_desk
from claims.models import Claim
from tests.casework.many import many_claims
from tests.casework.test_claims import LIST
from tests.claims.making import make_statuses
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of, make_staff

SAVE = reverse("casework:save_filter")
KEPT = reverse("casework:filters")


@pytest.fixture
def claims(omar) -> list[Claim]:
    make_statuses()
    return many_claims(omar, 12)


def keep(by, name: str = "Crisis", search: str = "text=Person+1", place: str = "stage=all") -> SavedFilter:
    return save_filter(name=name, search=search, place=place, by=by)


def address(kept: SavedFilter, what: str) -> str:
    return reverse(f"casework:{what}", args=[kept.public_id])


def test_a_list_is_kept_as_it_was_shown_and_opened_again(claims, aisha):
    browser = browser_of(aisha)
    browser.post(LIST, {"text": claims[3].reference})
    browser.get(LIST, query_params={"stage": "all", "sort": "-sent", "page": "1"})
    assert browser.post(SAVE, {"name": "Crisis"}).status_code == 302
    kept = SavedFilter.objects.get()
    assert kept.place == "stage=all&sort=-sent"
    assert claims[3].reference.encode() not in bytes(kept.secret)
    browser.post(LIST, {"_clear": "1"})
    opened = browser.get(address(kept, "open_filter"))
    assert opened["Location"] == f"{LIST}?stage=all&sort=-sent"
    page = browser.get(opened["Location"]).content.decode()
    assert claims[3].reference in page
    assert claims[4].reference not in page


def test_the_first_few_say_how_many_claims_are_in_them(claims, aisha, monkeypatch):
    monkeypatch.setattr(shown, "COUNTED", 2)
    keep(aisha, "A: all", search="")
    keep(aisha, "B: done", search="", place="stage=done")
    keep(aisha, "C: more", search="")
    kept = shown.kept_lists(own_desk(aisha).kept, aisha, council_statuses(), [])
    assert [(each["name"], each["count"]) for each in kept] == [("A: all", 12), ("B: done", 0), ("C: more", None)]


def test_with_kept_lists_the_work_list_stays_within_its_queries(claims, aisha):
    for name in "ABCDE":
        keep(aisha, name)
    browser = browser_of(aisha)
    browser.get(LIST)
    assert len(queries_of(lambda: browser.get(LIST))) <= 15


def test_under_the_same_name_the_list_is_kept_anew_and_so_many_at_most(aisha):
    first = keep(aisha)
    assert keep(aisha, search="").pk == first.pk
    SavedFilter.objects.bulk_create(
        SavedFilter(membership=aisha.membership, name=str(number), secret=b"") for number in range(MOST - 1)
    )
    with pytest.raises(TooMany):
        keep(aisha, "One more")
    assert browser_of(aisha).post(SAVE, {"name": "One more"}).status_code == 422


def test_it_is_renamed_and_let_go_after_asking(aisha):
    kept, other = keep(aisha), keep(aisha, "Other")
    browser = browser_of(aisha)
    assert browser.post(address(kept, "change_filter"), {"name": "Urgent"})["Location"] == KEPT
    assert "Urgent" in browser.get(KEPT).content.decode()
    with pytest.raises(NameTaken):
        rename_filter(public_id=kept.public_id, name="Other", by=aisha)
    assert "has this name" in browser.post(address(kept, "change_filter"), {"name": "Other"}).content.decode()
    assert "Let the list “Other” go?" in browser.post(address(other, "delete_filter")).content.decode()
    browser.post(address(other, "delete_filter"), {"_sure": "yes"})
    assert [each.name for each in SavedFilter.objects.all()] == ["Urgent"]


def test_nobody_opens_changes_or_sees_a_colleagues_list(aisha, calderbrook):
    kept = keep(aisha)
    ben = make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)
    with pytest.raises(Http404):
        filter_of(ben, kept.public_id)
    browser = browser_of(ben)
    for what in ("change_filter", "delete_filter"):
        assert browser.post(address(kept, what), {"_sure": "yes", "name": "x"}).status_code == 404
    assert "Crisis" not in browser.get(LIST).content.decode()


def test_a_kept_list_opens_as_it_was_kept_from_the_desks_own_query(aisha, omar):
    kept = save_filter(name="Mine", search="text=nowak", place="stage=all", by=aisha)
    found = own_desk(aisha).kept
    assert [(each.pk, each.public_id, each.name, each.place, each.search()) for each in found] == [
        (kept.pk, kept.public_id, "Mine", "stage=all", "text=nowak")
    ]
    assert own_desk(omar).kept == []
