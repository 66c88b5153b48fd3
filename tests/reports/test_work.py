"""The council's work in figures: what is counted, what is hidden, who may, and how it leaves."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Team, TeamMember
from casework.models import Assignment, ClaimTimes, Decision
from claims.models import AwardReview, Claim, ClaimStatus
from cobrowse.models import HelpRequest, Topic
from core.tenancy import council_scope
from records.models import DeletedClaims
from reports.readers.work import By, Channel, WorkFilter, work_report
from reports.rules.gain import FEWEST
from tests.casework.many import many_claims
from tests.claims.making import make_statuses
from tests.people import browser_of

PAGE = reverse("reports:work")
TODAY = timezone.localdate()
MONTH = WorkFilter(TODAY - dt.timedelta(days=28), TODAY)


@pytest.fixture
def claims(calderbrook, omar) -> list[Claim]:
    """Twelve that were sent eight days ago; six of them touched after two days and done after four."""
    make_statuses()
    made = many_claims(omar, 12)
    sent = timezone.now() - dt.timedelta(days=8)
    Claim.objects.filter(pk__in=[claim.pk for claim in made]).update(submitted_at=sent)
    done = ClaimStatus.objects.get(stage="done")
    Claim.objects.filter(pk__in=[claim.pk for claim in made[:6]]).update(status=done)
    ClaimTimes.objects.bulk_create(
        ClaimTimes(claim=claim, touched_at=sent + dt.timedelta(days=2), done_at=sent + dt.timedelta(days=4))
        for claim in made[:6]
    )
    return made


def by(what: str) -> WorkFilter:
    return WorkFilter(MONTH.first, MONTH.last, what)


def shown(actor, **asked) -> list[list[str]]:
    """The cells of every row of the page's tables."""
    page = browser_of(actor).get(PAGE, query_params=asked).content.decode()
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    cells = [re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells if row]


def test_what_came_what_is_in_hand_and_how_long_it_took(claims, omar):
    total = work_report(omar, MONTH).total
    assert (total.sent, total.touched, total.done, total.in_hand) == (12, 6, 6, 6)
    assert (total.to_touch, total.to_done) == (dt.timedelta(days=2), dt.timedelta(days=4))
    assert round(total.age / dt.timedelta(days=1)) == 8


def test_a_period_bounds_what_was_sent_and_done_and_not_what_is_in_hand(claims, omar):
    last_week = WorkFilter(TODAY - dt.timedelta(days=5), TODAY)
    total = work_report(omar, last_week).total
    assert (total.sent, total.done, total.in_hand) == (0, 6, 6)


def test_by_team_it_is_the_teams_or_its_owners_and_by_channel_how_it_came(claims, omar, aisha):
    team = Team.objects.create(name="Housing")
    TeamMember.objects.create(team=team, membership=aisha.membership)
    now = {"by": aisha.user, "by_label": "", "at": timezone.now()}
    Assignment.objects.bulk_create(
        [Assignment(claim=claims[0], kind="taken", owner=aisha.membership, **now)]
        + [Assignment(claim=each, kind="passed_on", team=team, **now) for each in claims[1:5]]
    )
    assert {name: line.sent for name, line in work_report(omar, by(By.TEAM)).groups} == {"Housing": 5, "No team": 7}
    asked(claims[0].resident, claim=claims[0])
    channels = {name: line.sent for name, line in work_report(omar, by(By.CHANNEL)).groups}
    assert channels == {Channel.WITH_ADVISER.label: 1, Channel.VISITOR.label: 11, Channel.CHAT.label: 0}


def asked(resident, resolved: bool = True, **more) -> HelpRequest:
    now = timezone.now()
    ended = {"state": "ended", "ending": "adviser", "asked_at": now, "ranked_at": now}
    return HelpRequest.objects.create(resident=resident, about="other", way="chat", resolved=resolved, **ended, **more)


def test_first_contact_is_what_advisers_say_at_the_end(claims, omar):
    topic = Topic.objects.create(name="Rent")
    for place, claim in enumerate(claims):
        asked(claim.resident, resolved=place < 6, topic=topic)
    [(name, line)] = work_report(omar, by(By.TOPIC)).groups
    assert (name, line.judged, line.resolved) == ("Rent", 12, 6)
    assert ["Rent", "12", "50"] in shown(omar, by="topic")


def test_claims_that_are_deleted_are_counted_in_their_month(claims, omar):
    form = claims[0].form_version.form
    DeletedClaims.objects.create(form=form, month=TODAY.replace(day=1), outcome="awarded", how_many=30)
    DeletedClaims.objects.create(form=form, month=dt.date(2020, 1, 1), outcome="", how_many=500)
    [(_name, line)] = work_report(omar, MONTH).groups
    assert line.sent == work_report(omar, MONTH).total.sent == 42
    assert ("Deleted since", 30) in [(name, each.sent) for name, each in work_report(omar, by(By.TEAM)).groups]


def test_small_numbers_are_hidden_on_the_page_and_in_the_file_with_what_gives_them_away(claims, omar, aisha):
    Assignment.objects.bulk_create(
        Assignment(claim=claim, kind="passed_on", team=team, by=aisha.user, by_label="", at=timezone.now())
        for team, some in (
            (Team.objects.create(name="Small"), claims[:2]),
            (Team.objects.create(name="Big"), claims[2:]),
        )
        for claim in some
    )
    page = {row[0]: row[1:] for row in shown(omar, by="team")}
    assert page["Small"][0] == page["Big"][0] == "few"
    assert page["All"][0] == "12"
    file = browser_of(omar).get(reverse("reports:work_csv"), query_params={"by": "team"})
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(file.content.decode("utf-8-sig")))}
    assert rows["Small"][0] == rows["Big"][0] == "few"
    assert AuditEvent.objects.get(code="claims.work.downloaded").detail["by"] == "team"


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (FEWEST - 1, "few"), (FEWEST, str(FEWEST))])
def test_what_was_awarded_with_a_check_not_passed_is_counted_once_its_letter_went(claims, omar, aisha, number, said):
    def decided(claim, **more):
        made = {"letter": {}, "language": "en-gb", "letter_sha256": "0", "made_by": aisha.user, "made_by_label": ""}
        known = {"outcome": "awarded", "state": "sent", "sent_at": timezone.now(), "made_at": timezone.now()}
        Decision.objects.create(claim=claim, **made, **(known | more))

    for claim in claims[:number]:
        decided(claim, exceptions={"identity": "Seen at the counter."})
    decided(claims[-1])
    decided(claims[-2], exceptions={"identity": "Why"}, sent_at=timezone.now() - dt.timedelta(days=40))
    decided(claims[-3], exceptions={"identity": "Why"}, state="waiting", sent_at=None)
    assert work_report(omar, MONTH).awarded_open == number
    page = browser_of(omar).get(PAGE).content.decode()
    assert f"Awarded although a check was not passed: <strong>{said}</strong>" in page
    file = browser_of(omar).get(reverse("reports:work_csv")).content.decode("utf-8-sig")
    assert ["Awarded although a check was not passed", said] in list(csv.reader(io.StringIO(file)))


def test_they_are_for_who_may_manage_the_council_and_see_its_claims(claims, aisha, alice, sian):
    with pytest.raises(PermissionDenied):
        work_report(aisha, MONTH)
    with pytest.raises(Http404):
        work_report(alice, MONTH)
    with council_scope(sian.council.pk):
        assert work_report(sian, MONTH).total.sent == 0


def test_a_period_that_ends_before_it_begins_shows_no_figures(omar):
    wrong = {"first-day": "2", "first-month": "3", "first-year": "2026", "last-day": "1", "last-month": "3"}
    page = browser_of(omar).get(PAGE, query_params=wrong | {"last-year": "2026"}).content.decode()
    assert "must not be before" in page
    assert "In hand" not in page


def reviewed(claims: list[Claim], by, outcomes: dict[str, int], last_day: dt.date = TODAY) -> None:
    """So many reviews that ended so, each of another claim; of how many is left, the others are open."""
    now, waiting = timezone.now(), iter(claims)
    for outcome, number in outcomes.items():
        for _ in range(number):
            ended = {"ended_at": now, "ended_why": "x"} if outcome != "open" else {}
            said = {"declared": "All right.", "answers_number": 0} if outcome == "unchanged" else {}
            AwardReview.objects.create(
                claim=next(waiting), because="Once a year.", last_day=last_day, asked_by=by.user, asked_at=now,
                outcome=outcome, **ended, **said,
            )  # fmt: skip


def test_reviews_that_were_asked_for_are_counted_as_they_stand(claims, omar):
    reviewed(claims, omar, {"unchanged": 6, "cancelled": 1, "withdrawn": 1})
    reviewed(claims[8:], omar, {"open": 1})
    reviewed(claims[9:], omar, {"open": 2}, last_day=TODAY - dt.timedelta(days=1))
    total = work_report(omar, MONTH).total
    assert [total.reviews, total.unchanged, total.changed, total.dropped, total.unanswered, total.overdue] == [
        11, 6, 0, 2, 1, 2,
    ]  # fmt: skip
    ((_name, line),) = work_report(omar, by(By.FORM)).groups
    assert (line.reviews, line.overdue) == (11, 2)
    before = WorkFilter(TODAY - dt.timedelta(days=28), TODAY - dt.timedelta(days=1))
    assert work_report(omar, before).total.reviews == 0
    assert work_report(omar, by(By.TOPIC)).total.reviews == 0


def test_few_reviews_are_hidden_with_what_gives_them_away(claims, omar):
    reviewed(claims, omar, {"unchanged": 6, "open": 5})
    page = browser_of(omar).get(PAGE).content.decode()
    assert "Reviews of awards in figures" in page
    rows = [row for row in shown(omar) if len(row) == 7]
    assert rows[0] == ["All", "11", "6", "0", "0", "5", "0"]
    reviewed(claims[11:], omar, {"changed": 1})
    rows = [row for row in shown(omar) if len(row) == 7]
    assert rows[0][3] == "few"
    assert rows[1][3] == "few"
    assert rows[1].count("few") > 1, "one alone is what is left of the others"
    assert "Not answered, and overdue" in browser_of(omar).get(reverse("reports:work_csv")).content.decode()
