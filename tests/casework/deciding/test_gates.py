"""A decision is earned by its checks: what stands in the way of which outcome."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.deciding.rules.gates import Given, Proposal, not_earned, standing_in_the_way, usable_reasons
from tests.casework.deciding.cases import START

CHECKS = [
    {"key": "identity", "blocks": ["approve"], "reasons": [{"key": "no_proof", "letter": "No proof."}]},
    {"key": "status", "blocks": ["approve", "refuse"], "reasons": [{"key": "away", "letter": "You were away."}]},
    {"key": "paying", "blocks": [], "reasons": [{"key": "account", "letter": "No account."}]},
]
AWARDS = [{"key": "hb"}, {"key": "ctr"}]
BOTH = (Given("hb", 100, START), Given("ctr", 100, START))


@dataclass
class Found:
    result: str
    reasons: list[str] = field(default_factory=list)


def tasks(identity="", status="", paying=""):
    results = {"identity": identity, "status": status, "paying": paying}
    why = {"identity": ["no_proof"], "status": ["away"], "paying": ["account"]}
    return {key: Found(result, why[key] if result == "failed" else []) for key, result in results.items() if result}


def problems(proposal, **results):
    return list(not_earned(proposal, CHECKS, tasks(**results), AWARDS))


@pytest.mark.parametrize(
    ("proposal", "results", "expected"),
    [
        (Proposal("awarded", BOTH), {"identity": "passed", "status": "passed"}, []),
        (Proposal("awarded", BOTH), {"identity": "passed"}, ["open:status"]),
        (Proposal("awarded", BOTH), {"identity": "failed", "status": "waiting"}, ["open:identity", "open:status"]),
        (Proposal("awarded", BOTH, exceptions={"status": "Seen at the desk."}), {"identity": "passed"}, []),
        (Proposal("awarded", BOTH, exceptions={"status": "  "}), {"identity": "passed"}, ["open:status"]),
        (Proposal("awarded"), {"identity": "passed", "status": "passed"}, ["no_award"]),
        (Proposal("awarded", BOTH[:1]), {"identity": "passed", "status": "passed"}, ["no_summary"]),
        (Proposal("awarded", BOTH[:1], summary="No council tax."), {"identity": "passed", "status": "passed"}, []),
        (Proposal("awarded", (*BOTH, Given("gold", 1, START))), {"identity": "passed", "status": "passed"},
         ["unknown_award:gold"]),
        (Proposal("refused"), {"status": "passed"}, ["no_reason"]),
        (Proposal("refused", reasons=("status:away",)), {"status": "failed"}, []),
        (Proposal("refused", reasons=("identity:no_proof",)), {"identity": "failed"}, ["open:status"]),
        (Proposal("refused", reasons=("identity:no_proof",)), {"status": "passed"},
         ["unknown_reason:identity:no_proof"]),
        (Proposal("refused", reasons=("status:away",)), {"status": "waiting"},
         ["open:status", "unknown_reason:status:away"]),
        (Proposal("nothing_due", reasons=("paying:account",)), {"status": "passed", "paying": "failed"}, []),
        (Proposal("withdrawn"), {}, []),
    ],
)  # fmt: skip
def test_what_a_decision_needs(proposal, results, expected):
    assert problems(proposal, **results) == expected


RESULTS = st.fixed_dictionaries(
    {key: st.sampled_from(["", "passed", "failed", "waiting"]) for key in tasks("a", "b", "c")}
)


@given(RESULTS)
def test_nothing_is_approved_while_a_check_that_blocks_it_is_not_passed(results):
    open_checks = standing_in_the_way("awarded", CHECKS, results)
    assert set(open_checks) == {key for key in ("identity", "status") if results[key] != "passed"}


@given(RESULTS)
def test_no_reason_can_be_used_but_those_of_failed_checks(results):
    names = [name for name, _check, _reason in usable_reasons(CHECKS, tasks(**results))]
    assert {name.partition(":")[0] for name in names} == {key for key, result in results.items() if result == "failed"}
    for name in ("identity:no_proof", "status:away", "paying:account"):
        found = problems(Proposal("refused", reasons=(name,)), **results)
        assert (f"unknown_reason:{name}" in found) is (name not in names)
