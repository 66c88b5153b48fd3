"""Whatever helpers do, in whatever order with what is given and ended: nothing that they may do grows, and nothing is
done without a grant that counts at that moment and stands in the trail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor, system_actor
from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from accounts.readers import grant_for, grants_for, is_grant_for
from advocates.actions import asking, ending, inviting, leaving_out, renewing
from advocates.legal.actions import checking, objecting
from advocates.legal.actions.saying import take_back_said
from advocates.models import Invitation, LegalBasis
from advocates.rules.terms import LEVELS, last_day
from claims.actions.answering import AnswerChange, add_row, save_answers, start_claim
from claims.actions.sending import submit_claim
from claims.models import Claim
from claims.readers.claims import claim_for, claims_for, grant_on
from estimates.actions.estimating import ask_estimate
from jobjournal.actions.jobs import add_job
from jobjournal.actions.library import set_up_journal
from tests.advocates.legal.making import BORN, EVERYTHING, agreed, found, make_second, said
from tests.claims.making import fill, small_draft
from tests.jobjournal.making import recorded
from tests.people import make_resident

HELPERS = ["bob", "dora"]
AREAS = sorted(scope for levels in LEVELS.values() for scope in max(levels.values(), key=len))
# What each act asks of whoever does it for somebody else.
SEE_CLAIMS, SEE_JOURNAL = Scope.VIEW_CLAIMS, Scope.VIEW_JOURNAL
NEEDS: dict[str, set[str]] = {
    "save": {SEE_CLAIMS, Scope.FILL_CLAIMS}, "row": {SEE_CLAIMS, Scope.FILL_CLAIMS}, "begin": {Scope.FILL_CLAIMS},
    "estimate": {SEE_CLAIMS, Scope.VIEW_MONEY, Scope.FILL_MONEY}, "send": {SEE_CLAIMS, Scope.SUBMIT_CLAIMS},
    "record": {SEE_JOURNAL, Scope.FILL_JOURNAL}, "job": {SEE_JOURNAL, Scope.FILL_JOURNAL},
}  # fmt: skip


@dataclass
class Given:
    """A grant as whoever watches writes it down: the rows are not asked what counts."""

    row: Delegation
    helper: str
    scopes: frozenset[str]
    days: tuple[int, int | None]
    is_ended: bool = False
    is_blind: bool = False
    follows: Given | None = None

    @property
    def counts(self) -> bool:
        first, last = self.days
        return not self.is_ended and first <= 0 and (last is None or last >= 0)


@dataclass
class Watched:
    """One resident, two helpers, and every grant that was ever made."""

    owner: Actor
    helpers: dict[str, Actor]
    first: Actor
    second: Actor
    given: list[Given] = field(default_factory=list)

    def may(self, helper: str) -> set[str]:
        return {scope for each in self.given if each.helper == helper and each.counts for scope in each.scopes}

    def of(self, number: int) -> Given | None:
        return self.given[number % len(self.given)] if self.given else None

    # --- what the resident and the calendar do ---

    def give(self, helper: str, scopes: frozenset[str], first: int, last: int | None) -> None:
        today = timezone.localdate()
        row = Delegation.objects.create(
            resident=self.owner.resident, helper=self.helpers[helper].user, scopes=sorted(scopes),
            basis="consent" if last is not None else "attorney", starts_on=today + dt.timedelta(days=first),
            ends_on=None if last is None else today + dt.timedelta(days=last),
        )  # fmt: skip
        self.given.append(Given(row, helper, scopes, (first, last)))

    def end(self, number: int, quietly: bool) -> None:
        grant = self.of(number)
        if grant is not None and grant.counts:
            key = grant.row.public_id
            by_law = grant.row.basis not in Delegation.CONSENTS
            # Each kind has its own way, and no other.
            ended = done(lambda: ending.end_own_grant(public_id=key, by=self.owner, quietly=quietly))
            assert ended is not by_law
            stopped = done(lambda: objecting.object_to_grant(public_id=key, words="No", quietly=quietly, by=self.owner))
            assert stopped is by_law
            self._ended(grant)

    def law(self, helper: str, answer: str) -> None:
        """A helper says that they act by law: only two people's yes makes a grant, and it is for no more."""
        by, row = self.helpers[helper], said(self.helpers[helper], name=self.owner.resident.name)
        record = str(self.owner.resident.public_id)
        for other in (by, self.owner):
            assert not done(lambda who=other: found(row, who, record=record))
        assert not done(lambda: found(row, self.first, record=record, scopes=[*EVERYTHING, Scope.VIEW_SHARED_FORM]))
        found(row, self.first, record=record, is_right=answer != "wrong")
        for other in (by, self.owner, self.first):
            assert not done(lambda who=other: agreed(row, who))
        agreed(row, self.second, agrees=answer != "back")
        row = LegalBasis.objects.get(pk=row.pk)
        assert (row.delegation is not None) is (answer == "yes")
        if answer == "yes":
            self.given.append(Given(row.delegation, helper, frozenset(EVERYTHING), (0, None)))
        elif answer == "back":
            take_back_said(public_id=row.public_id, by=by)

    def _ended(self, grant: Given) -> None:
        grant.is_ended = True
        for each in self.given:
            if each.follows is grant:
                each.is_ended = True

    def renew(self, number: int) -> None:
        """It goes on the day after, or from today; it never makes more of today."""
        grant = self.of(number)
        if grant is None:
            return
        first, last = grant.days
        is_new = all(each.follows is not grant for each in self.given)
        may = is_new and not grant.is_ended and first <= 0 and last is not None
        key = grant.row.public_id
        assert done(lambda: renewing.renew_grant(public_id=key, period="month", by=self.owner)) is may
        if may:
            row = Delegation.objects.latest("pk")
            days = tuple((day - timezone.localdate()).days for day in (row.starts_on, row.ends_on))
            assert days[0] == max(0, last + 1)
            self.given.append(Given(row, grant.helper, grant.scopes, days, is_blind=grant.is_blind, follows=grant))

    def leave_out(self, number: int, everything: bool) -> None:
        """All claims that there are, or none."""
        grant = self.of(number)
        if grant is None:
            return
        claims = Claim.objects.filter(resident=self.owner.resident).values_list("public_id", flat=True)
        chosen = list(claims) if everything else []
        may = grant.counts and grant.row.basis in Delegation.CONSENTS
        key = grant.row.public_id
        assert done(lambda: leaving_out.leave_out(public_id=key, claims=chosen, by=self.owner)) is may
        if may:
            for each in self.given:
                if each is grant or each.follows is grant:
                    each.is_blind = everything

    def ask(self, helper: str, scopes: frozenset[str], answer: str) -> None:
        """A helper asks for so much; the resident says yes to it, no, or nothing, or somebody tries to take more."""
        by = self.helpers[helper]
        asked = asking.ask_to_act(
            name="A", channel="email", contact=self.owner.user.email, scopes=sorted(scopes), period="month", why="A",
            by=by,
        )  # fmt: skip
        terms = {"public_id": asked.public_id, "scopes": sorted(scopes), "period": "month", "language": "en-gb"}
        for helper_too in self.helpers.values():
            assert not done(lambda who=helper_too: asking.agree_to_ask(**terms, by=who))
        held = [each for each in self.given if each.helper == helper and each.counts and each.days[1] is not None]
        most = scopes.union(*(each.scopes for each in held))
        if most != ALL:
            assert not done(lambda: asking.agree_to_ask(**terms | {"scopes": AREAS}, by=self.owner))
        assert not done(lambda: asking.agree_to_ask(**terms | {"period": "year"}, by=self.owner))
        if answer == "no":
            asking.refuse_ask(public_id=asked.public_id, by=self.owner)
            assert not done(lambda: asking.agree_to_ask(**terms, by=self.owner))
        elif answer == "yes":
            month = (last_day("month", timezone.localdate()) - timezone.localdate()).days
            held_until = [each.days[1] for each in self.given if each in held or each.follows in held]
            row = asking.agree_to_ask(**terms, by=self.owner)
            # It takes the place of what was there by the resident's own word.
            for each in held:
                self._ended(each)
            self.given.append(Given(row, helper, scopes, (0, max([month, *held_until]))))
            assert row.ends_on == timezone.localdate() + dt.timedelta(days=self.given[-1].days[1])
        asking.Ask.objects.filter(pk=asked.pk).update(token_hash=str(asked.pk), expires_at=timezone.now())

    def expire(self, number: int) -> None:
        grant = self.of(number)
        if grant is not None:
            today = timezone.localdate()
            dates = {"starts_on": today - dt.timedelta(days=9), "ends_on": today - dt.timedelta(days=1)}
            Delegation.objects.filter(pk=grant.row.pk).update(**dates)
            grant.days = (-9, -1)

    # --- what helpers do ---

    def act(self, helper: str, act: str) -> None:
        """It is done if, and only if, what counts now has all that it needs; each trace of it names such a grant."""
        by, last = self.helpers[helper], AuditEvent.objects.order_by("-number").values_list("number", flat=True).first()
        allowed = NEEDS[act] <= self.may(helper)
        if act == "save" and self.claim is not None:
            self.check_left_out(helper)
        assert done(lambda: ACTS[act](self.owner, by)) is allowed, (helper, act, self.may(helper))
        # What messages follow is the platform's doing.
        left = AuditEvent.objects.filter(number__gt=last, actor=by.user).exclude(code__startswith="notifications.")
        assert bool(left) is allowed
        counting = {each.row.pk: each.scopes for each in self.given if each.helper == helper and each.counts}
        for event in left:
            assert event.resident_id == self.owner.resident.pk
            assert counting.get(event.delegation_id, frozenset()) & NEEDS[act], (event.code, act)

    def grasp(self, helper: str, number: int) -> None:
        """A helper tries what would make it more, or pass it on; at the least nothing comes of it."""
        grant, by = self.of(number), self.helpers[helper]
        tried: list[Callable[[], object]] = [
            lambda: inviting.accept_invitation(invitation_id=Invitation.objects.get().pk, by=by)
        ]
        if grant is not None:
            tried.append(lambda: ending.end_own_grant(public_id=grant.row.public_id, by=by))
            if grant.helper != helper:
                tried.append(lambda: ending.give_up_grant(public_id=grant.row.public_id, by=by))
        for each in tried:
            assert not done(each)

    def give_up(self, number: int) -> None:
        grant = self.of(number)
        if grant is not None:
            by = self.helpers[grant.helper]
            assert done(lambda: ending.give_up_grant(public_id=grant.row.public_id, by=by)) is grant.counts
            if grant.counts:
                self._ended(grant)

    # --- what must hold ---

    @property
    def claim(self) -> Claim | None:
        return Claim.objects.filter(resident=self.owner.resident).order_by("pk").first()

    def check_left_out(self, helper: str) -> None:
        """The first claim is there for whoever has a grant that does not leave it out, and for nobody else."""
        sees = any(
            each.helper == helper and each.counts and not each.is_blind and SEE_CLAIMS in each.scopes
            for each in self.given
        )
        by = self.helpers[helper]
        assert (grant_on(by, self.claim, SEE_CLAIMS) is not None) is sees
        assert done(lambda: claim_for(by, self.claim.public_id)) is sees
        assert claims_for(by).filter(pk=self.claim.pk).exists() is sees

    def check(self) -> None:
        for name, by in self.helpers.items():
            self.check_left_out(name)
            for scope in Scope.values:
                assert (grant_for(by, self.owner.resident.pk, scope) is not None) is (scope in self.may(name))
                found = {row.pk for row in Delegation.objects.all() if is_grant_for(by, row, scope)}
                assert found == set(grants_for(by, scope).values_list("pk", flat=True))
        assert Delegation.objects.count() == len(self.given)
        for each in self.given:
            row = Delegation.objects.get(pk=each.row.pk)
            assert (set(row.scopes), row.helper_id) == (each.scopes, self.helpers[each.helper].user.pk)


def done(act: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            act()
    except (
        Http404, PermissionDenied, inviting.NotAddressed, inviting.OwnInvitation, asking.WiderThanAsked,
        checking.Moved, checking.SamePerson, checking.WiderThanDocument,
    ):  # fmt: skip
        return False
    return True


def filled(owner: Actor) -> Claim:
    """A draft that could be sent."""
    return fill(small_draft(owner), owner, {"has_pets": "no"})


def save(owner: Actor, by: Actor) -> None:
    draft = small_draft(owner)
    change = AnswerChange("anything_else", "", "from a helper", 0)
    save_answers(public_id=draft.public_id, changes=[change], by=by)


ACTS: dict[str, Callable[[Actor, Actor], object]] = {
    "save": save,
    "row": lambda owner, by: add_row(public_id=small_draft(owner).public_id, group="pets", by=by),
    "begin": lambda owner, by: start_claim(slug="small-form", language="en-gb", by=by, record=owner.resident),
    "estimate": lambda owner, by: ask_estimate(claim=small_draft(owner), by=by),
    "send": lambda owner, by: submit_claim(public_id=filled(owner).public_id, by=by, for_whom="self"),
    "record": lambda owner, by: recorded(by, resident=owner.resident),
    "job": lambda owner, by: add_job(resident=owner.resident, fields={"title": "Cook", "employer": "Inn"}, by=by),
}

HELPER, NUMBER = st.sampled_from(HELPERS), st.integers(0, 5)
GIVE = st.tuples(
    st.just("give"), HELPER, st.frozensets(st.sampled_from(AREAS), min_size=1), st.integers(-1, 1),
    st.none() | st.integers(1, 2),
)  # fmt: skip
SOME = st.frozensets(st.sampled_from(AREAS), min_size=1)
STEPS = st.one_of(
    GIVE,
    st.tuples(st.just("act"), HELPER, st.sampled_from(sorted(ACTS))),
    st.tuples(st.sampled_from(["expire", "give_up", "renew"]), NUMBER),
    st.tuples(st.sampled_from(["end", "leave_out"]), NUMBER, st.booleans()),
    st.tuples(st.just("ask"), HELPER, SOME, st.sampled_from(["yes", "no", ""])),
    st.tuples(st.just("grasp"), HELPER, NUMBER),
    st.tuples(st.just("law"), HELPER, st.sampled_from(["yes", "wrong", "back"])),
)
ALL = frozenset(AREAS)
EACH_ACT = [("act", "bob", act) for act in sorted(ACTS)]


@pytest.fixture
def helpers(calderbrook, alice, bob):
    """Bob and Dora; the forms and the journal of their council are set up, and Nan is asked."""
    alice.resident.born_on = BORN
    alice.resident.save()
    set_up_journal(by=system_actor(calderbrook, "tests"))
    small_draft(alice)
    asked = {"name": "Nan", "channel": "email", "contact": "nan@example.org", "why": ""}
    inviting.invite_helper(**asked, scopes=AREAS, period="year", by=alice)
    return {"bob": bob, "dora": make_resident(calderbrook, "Dora Dean", "dora@example.org")}


@pytest.fixture
def staff(calderbrook, aisha):
    """Those who check what is said of the law."""
    return aisha, make_second(calderbrook)


@pytest.mark.slow
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=3, max_size=8))
@example([("give", "bob", ALL, 0, 1), *EACH_ACT, ("end", 0, False), *EACH_ACT])
@example([("give", "bob", ALL, 0, None), ("give", "dora", ALL, 1, 1), ("expire", 0), *EACH_ACT, ("grasp", "bob", 1)])
@example([("ask", "bob", ALL, "yes"), ("renew", 0), *EACH_ACT, ("expire", 0), *EACH_ACT, ("end", 1, True), *EACH_ACT])
@example([("give", "bob", ALL, -1, 1), ("leave_out", 0, True), ("renew", 0), ("leave_out", 0, False), ("end", 0, True)])
@example(
    [("give", "bob", frozenset({SEE_JOURNAL}), 0, 1), ("renew", 0), ("ask", "bob", frozenset({SEE_CLAIMS}), "yes")]
)
@example([("ask", "dora", ALL, "no"), ("ask", "dora", ALL, ""), *[("act", "dora", act) for act in sorted(ACTS)]])
@example(
    [("law", "bob", "wrong"), ("law", "bob", "back"), *EACH_ACT, ("law", "bob", "yes"), *EACH_ACT, ("grasp", "dora", 0)]
)
@example([("law", "dora", "yes"), ("end", 0, True), *[("act", "dora", act) for act in sorted(ACTS)], ("give_up", 0)])
@example([("give", "bob", frozenset({SEE_CLAIMS, SEE_JOURNAL}), -1, 1), *EACH_ACT, ("give_up", 0), ("grasp", "bob", 0)])
def test_nothing_widens_and_nothing_outlives_its_grant(helpers, staff, alice, steps):
    # What one run asked and sent counts for no other.
    cache.clear()
    with transaction.atomic():
        watched = Watched(alice, helpers, *staff)
        for step, *arguments in steps:
            getattr(watched, step)(*arguments)
            if step != "act":
                watched.check()
        transaction.set_rollback(True)
