"""The same bytes sent again, by the same person, by another or at the same moment: kept once, and said to be there."""

from __future__ import annotations

import pytest

from accounts.models import AuditEvent, Council
from accounts.permissions import Scope
from casework.actions.papers import add_paper_files
from claims.actions.uploading import MAX_FILES, add_files
from claims.models import ClaimFile
from claims.papers.actions.sending import remove_paper_file, send_paper
from core.tenancy import council_scope
from core.uploading.words import Taken
from tests.claims.papers.giving import NINO, filled_draft, give, paper_of, review, send
from tests.claims.sent import full_draft, photo
from tests.claims.test_uploading import helper
from tests.parallel import in_parallel
from tests.people import make_resident

HAD = Taken([], ["We have “home” already. It is kept once."])


def give_again(claim, by, *names: str) -> Taken:
    uploads = [photo(name) for name in names or ("home.jpg",)]
    return send_paper(claim_id=claim.public_id, paper=paper_of(claim).public_id, uploads=uploads, by=by)


def test_sent_again_before_and_after_the_claim_it_is_kept_once(alice):
    claim = filled_draft(alice)
    assert give_again(claim, alice) == Taken()
    assert give_again(claim, alice) == HAD
    claim = send(claim, alice)
    assert give_again(claim, alice) == HAD
    assert not paper_of(claim).is_new, "nothing new came"
    assert ClaimFile.objects.count() == 1
    assert AuditEvent.objects.filter(code="claims.paper.added").count() == 1


def test_twice_in_one_request_it_is_kept_once_and_the_rest_too(alice):
    claim = filled_draft(alice)
    assert give_again(claim, alice, "home.jpg", "home.jpg", "back.jpg") == HAD
    assert [file.name for file in paper_of(claim).given] == ["home.jpg", "back.jpg"]


def test_by_a_helper_or_by_staff_it_is_known_too(alice, bob, aisha):
    claim = send(filled_draft(alice), alice)
    give_again(claim, alice)
    helper(alice.resident, bob.user, Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS, Scope.FILL_PAPERS)
    assert give_again(claim, bob) == HAD
    paper = paper_of(claim).public_id
    assert add_paper_files(reference=claim.reference, paper=paper, uploads=[photo()], by=aisha) == HAD
    assert ClaimFile.objects.count() == 1


def test_the_last_of_ten_sent_again_is_there_and_not_one_too_many(alice):
    claim = filled_draft(alice)
    give(claim, alice, *[f"{number}.jpg" for number in range(MAX_FILES - 1)], "home.jpg")
    assert give_again(claim, alice) == HAD


def test_sent_again_after_it_was_accepted_it_is_there(alice, aisha):
    claim = send(filled_draft(alice), alice)
    give_again(claim, alice)
    review(paper_of(claim), aisha, "accepted")
    assert give_again(claim, alice) == HAD


def test_for_another_paper_after_taking_it_back_or_once_it_was_not_right_it_is_new(alice, aisha):
    claim = send(filled_draft(alice), alice)
    give_again(claim, alice)
    assert give(claim, alice, "home.jpg", kind=NINO) == []
    remove_paper_file(claim_id=claim.public_id, file=paper_of(claim).given[0].public_id, by=alice)
    assert give_again(claim, alice) == Taken()
    review(paper_of(claim), aisha, "not_right", "Send the other side too.")
    assert give_again(claim, alice) == Taken()


def test_as_an_answer_to_a_question_it_is_kept_once(alice):
    claim = full_draft(alice)
    given = {"public_id": claim.public_id, "key": "photo", "by": alice}
    assert add_files(**given, uploads=[photo()]) == Taken()
    assert add_files(**given, uploads=[photo(), photo("more.jpg")]) == HAD
    assert [file.name for file in ClaimFile.objects.order_by("pk")] == ["home.jpg", "more.jpg"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["paper", "question"])
def test_sent_twice_at_the_same_moment_it_is_kept_once(transactional_db, where):
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    alice = make_resident(council, "Alice Ashworth", "alice@example.org")
    with council_scope(council.pk):
        claim = filled_draft(alice)

    def give_at_once(number: int) -> Taken:
        with council_scope(council.pk):
            if where == "paper":
                return give_again(claim, alice)
            return add_files(public_id=claim.public_id, key="photo", uploads=[photo()], by=alice)

    told = in_parallel(2, give_at_once)
    assert sorted(told, key=lambda taken: taken.had) == [Taken(), HAD]
    with council_scope(council.pk):
        assert ClaimFile.objects.filter(claim=claim).count() == 1
