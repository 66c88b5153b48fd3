"""Publishing in the same moment as a page is posted, a claim is sent, or another version is published."""

from __future__ import annotations

import pytest

from accounts.models import Council
from claims.actions.sending import submit_claim
from claims.models import Answer, Claim
from claims.moving.actions import FormChanged
from claims.readers.answer_store import stored_answers
from core.tenancy import council_scope
from formspec.models import FormVersion
from studio.publishing.actions import publish_draft
from tests.claims.browsing import address, posted
from tests.claims.moving.changing import MUST, WAITS, publish, whole_draft, with_question, without_pet_kind
from tests.claims.test_page_queries import queries_of
from tests.parallel import Held, Waiting, in_parallel
from tests.people import browser_of, make_resident, make_staff
from tests.studio.publishing.drafting import SLUG, draft_of, edit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def omar(council):
    return make_staff(council, "Omar Finch", "omar@c.example", "admin")


@pytest.fixture
def draft(council, alice):
    with council_scope(council.pk):
        return whole_draft(alice)


def scoped(council, work):
    def run():
        with council_scope(council.pk):
            return work()

    return run


def test_a_page_in_flight_loses_to_a_publishing_that_was_first_and_its_words_are_kept(council, alice, omar, draft):
    browser, url = browser_of(alice), address(draft, "paying-you")
    typed = posted(browser.get(url)) | {"anything_else": "typed in flight"}
    with Held(council.pk, lambda: publish(omar, MUST, with_question)) as publishing:
        post = Waiting(lambda: browser.post(url, typed))
        assert post.waits
        publishing.commit()
        late = post.result()
    assert late.status_code == 409
    assert "typed in flight" in late.content.decode()
    with council_scope(council.pk):
        assert stored_answers(draft)["anything_else", ""].raw == "No"


def test_sending_in_flight_loses_to_a_publishing_that_was_first(council, alice, omar, draft):
    def send():
        return submit_claim(public_id=draft.public_id, by=alice, for_whom="self", version=draft.form_version_id)

    with Held(council.pk, lambda: publish(omar, MUST, with_question)) as publishing:
        sending = Waiting(scoped(council, send))
        assert sending.waits
        publishing.commit()
        assert isinstance(sending.result(), FormChanged)
    with council_scope(council.pk):
        assert Claim.objects.get(pk=draft.pk).is_draft


def test_publishing_waits_for_a_claim_that_is_being_sent(council, alice, omar, draft):
    before = draft.form_version_id

    def send():
        submit_claim(public_id=draft.public_id, by=alice, for_whom="self")

    with Held(council.pk, send) as sending:
        publishing = Waiting(scoped(council, lambda: publish(omar, MUST, with_question)))
        assert publishing.waits
        sending.commit()
        assert publishing.result().number == 2
    with council_scope(council.pk):
        sent = Claim.objects.get(pk=draft.pk)
        assert (sent.is_draft, sent.form_version_id) == (False, before)


def test_of_two_publishings_at_once_one_wins_and_the_other_is_told(council, omar, draft):
    with council_scope(council.pk):
        drafted = draft_of(omar, with_question)
        onto = FormVersion.objects.get(state="published").pk

    def go(number: int):
        change = (MUST, WAITS)[number]
        return scoped(
            council, lambda: publish_draft(slug=SLUG, number=drafted.number, onto=onto, change=change, by=omar)
        )()

    results = in_parallel(2, go)
    assert sorted(type(each).__name__ for each in results) == ["FormVersion", "PublishedMeanwhile"]
    with council_scope(council.pk):
        assert FormVersion.objects.filter(state="published").count() == 1
        assert FormVersion.objects.count() == 2


def test_an_edit_in_the_same_second_as_publishing_is_not_lost(council, omar, draft):
    with council_scope(council.pk):
        drafted = draft_of(omar, with_question)
        onto = FormVersion.objects.get(state="published").pk

    def go():
        return publish_draft(slug=SLUG, number=0, onto=onto, change=WAITS, by=omar)

    with Held(council.pk, lambda: edit(drafted, without_pet_kind)) as editing:
        publishing = Waiting(scoped(council, go))
        assert publishing.waits
        editing.commit()
        assert type(publishing.result()).__name__ == "DraftChanged"
    with council_scope(council.pk):
        assert FormVersion.objects.count() == 1
        drafted.refresh_from_db()
        assert drafted.number == 1


def test_publishing_touches_no_draft_however_many_there_are(council, alice, omar, draft):
    with council_scope(council.pk):
        answers = Answer.objects.count()
        few = len(queries_of_publishing(omar, with_question))
        for _number in range(5):
            whole_draft(alice)
        many = len(queries_of_publishing(omar, without_pet_kind))
        assert many == few
        assert Answer.objects.count() > answers


def queries_of_publishing(by, *edits) -> list[str]:
    class Done:
        status_code = 200

    def go():
        publish(by, MUST, *edits)
        return Done

    return queries_of(go)
