"""Each part of a running platform is killed or frozen while people send: none of what they were told is untrue."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from betteroff.local.services import running_environment
from tests.casework.handover.receiver import accept
from tests.core.bombs import BOMBS, MEGA, saved, within_limits
from tests.drills.breaking import DRAFTS, PEOPLE, Drill, web_processes
from tests.drills.committing import let_go, send_and_stop
from tests.drills.editing import WHOLE, WORDS, Editor
from tests.drills.people import KEPT, Crowd
from tests.drills.strangers import REFUSALS, Stranger, watching
from tests.drills.talking import Talker, lift_the_limit
from tests.estimates.external.standin import hang, standing_in
from tests.platform_process import open_folder, processes_of, until

pytestmark = pytest.mark.slow
HEALTH_SECONDS, BACK_SECONDS, COMMIT_SECONDS, FROZEN_SECONDS = 3.5, 45, 10, 25
OTHER_HOST, BUSY = "southmere.localhost", "we are busy with other files just now"
MOST_MEMORY = 600 * MEGA
# What each side of a conversation says.
SAID, NAMES = 500, ("resident", "adviser")
# What each of two people changes in one draft.
EDITED = 250
WORKERS = ["worker-default", "worker-documents", "worker-estimates"]


@pytest.fixture(scope="module")
def drill() -> Iterator[Drill]:
    folder = open_folder()
    try:
        ours = Drill(folder)
        yield ours
        ours.platform.stop()
    finally:
        for pid in processes_of(folder):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def go_on(crowd: Crowd) -> None:
    """Wait until some more claims have been sent, or refused."""
    before = len(crowd.of("send"))
    until(lambda: len(crowd.of("send")) > before + 1, 30, "people to send claims")


def with_people(drill: Drill, break_it: Callable[[Crowd], float], what: str) -> Crowd:
    """Break something while people send; break_it gives the moment from which it may work again."""
    drill.lift_the_limits()
    before = drill.ledger.size()
    with Crowd(drill.people) as crowd:
        go_on(crowd)
        since = break_it(crowd)
        until(lambda: crowd.acknowledged_after(since + 0.2), BACK_SECONDS, f"people to be served after: {what}")
        served = time.monotonic() - since
    drill.platform.wait_healthy()
    healthy = time.monotonic() - since
    sys.stdout.write(f"\ndrill, {what}: served after {served:.1f} s, healthy after {healthy:.1f} s; {crowd.told()}\n")
    drill.nothing_lost()
    assert drill.ledger.size() > before
    return crowd


def test_files_made_to_be_expensive(drill):
    """Each decoder's bomb by itself, then the largest picture we take from eight addresses: nobody else waits."""
    port, host = drill.platform.port, drill.seeded["host"]
    large, strangers = within_limits("PNG"), [Stranger(port, host, each) for each in range(1, 9)]
    with watching(drill.folder, port, OTHER_HOST) as seen:
        said = {name: strangers[0].send(bomb()) for name, bomb in BOMBS.items()}
        with ThreadPoolExecutor(len(strangers)) as pool:
            together = list(pool.map(lambda who: who.send(large), strangers))
    sys.stdout.write(
        f"\ndrill, bombs: {seen.child.bytes / MEGA:.0f} MB a child, {seen.web.bytes / MEGA:.0f} MB a web process, "
        f"another council's page {max(seen.times):.2f} s at the most of {len(seen.times)}\n"
    )
    for name, (status, words) in said.items():
        assert status == 422, name
        assert any(refusal in words for refusal in REFUSALS), (name, words)
    assert (200, "") in together
    assert all(status == 200 or BUSY in words for status, words in together)
    assert 100 * MEGA < seen.child.bytes < MOST_MEMORY
    assert 100 * MEGA < seen.web.bytes < MOST_MEMORY
    # The machine has other work beside this: one look in fifty may meet it. `make bench` measures alone.
    assert sorted(seen.times)[-1 - len(seen.times) // 50] < 1
    assert max(seen.times) < 3
    assert strangers[0].send(saved("JPEG", (40, 30))) == (200, "")


def test_redis_dead(drill):
    def break_it(crowd):
        # The supervisor would start it again at once.
        with drill.stopped([drill.platform.process.pid]):
            os.kill(drill.servers("redis-server")[0], signal.SIGKILL)
            assert drill.health_fails("redis") < HEALTH_SECONDS
            go_on(crowd)
            # It comes back with nothing: what is due is found in the tables.
            (drill.folder / "redis" / "appendonly.aof").unlink()
            return time.monotonic()

    crowd = with_people(drill, break_it, "Redis dead")
    assert [each for each in crowd.statuses() if each[1] >= 500 or not each[1]] == []
    until(drill.pdfs_made, 60, "the poller to find every PDF")
    until(drill.nothing_owed, 60, "the poller to find whatever else is owed")


def test_redis_frozen(drill):
    def break_it(crowd):
        with drill.stopped(drill.servers("redis-server")):
            since = time.monotonic()
            assert drill.health_fails("redis") < HEALTH_SECONDS
            go_on(crowd)
            go_on(crowd)
            crowd.spares_claims.set()
            until(lambda: time.monotonic() - since > FROZEN_SECONDS, 2 * FROZEN_SECONDS, "the time of the drill")
            assert drill.health_fails("redis") < HEALTH_SECONDS
        return time.monotonic()

    crowd = with_people(drill, break_it, "Redis frozen")
    assert [each for each in crowd.statuses() if each[1] >= 500 or not each[1]] == []
    assert crowd.longest() < 3
    until(drill.pdfs_made, 60, "the poller to find every PDF")


def test_postgresql_dead(drill):
    def break_it(crowd):
        with drill.stopped([drill.platform.process.pid]):
            os.kill(drill.servers("postgres")[0], signal.SIGKILL)
            assert drill.health_fails("database") < HEALTH_SECONDS
            go_on(crowd)
            return time.monotonic()

    crowd = with_people(drill, break_it, "PostgreSQL dead")
    assert any(status == 503 for _, status in crowd.statuses())
    assert crowd.words_lost() == []


@pytest.mark.parametrize("committed", [False, True], ids=["before", "after"])
def test_postgresql_killed_at_the_commit_of_a_claim(drill, committed):
    """What was not committed is not there; what was, without a word to anybody, is there once when it is sent again."""
    person = drill.people[0]
    claim = person.claims[0]
    of_it = f"claims_submission s JOIN claims_claim c ON c.id = s.claim_id WHERE c.public_id = '{claim}'"
    (status, text, _), stopped = send_and_stop(drill, person, committed=committed)
    assert status == 503
    assert any(words in text for words in KEPT)
    let_go(drill)
    assert drill.query(f"SELECT count(*) FROM {of_it}") == committed
    until(lambda: person.send()[0] == 302, BACK_SECONDS, "the claim to be sent again")
    seconds = time.monotonic() - stopped
    sys.stdout.write(f"\ndrill, PostgreSQL killed at a commit: sent after {seconds:.1f} s\n")
    assert seconds <= COMMIT_SECONDS
    drill.platform.wait_healthy()
    drill.nothing_lost()


def test_postgresql_frozen(drill):
    def break_it(crowd):
        with drill.stopped(drill.servers("postgres")):
            assert drill.health_fails("database") < HEALTH_SECONDS
            threading.Event().wait(3)
            assert drill.health_fails("database") < HEALTH_SECONDS
        return time.monotonic()

    crowd = with_people(drill, break_it, "PostgreSQL frozen")
    assert crowd.words_lost() == []


def test_every_worker_killed(drill):
    def break_it(crowd):
        until(drill.drawing, 60, "a worker to be at a PDF")
        for name in WORKERS:
            os.kill(drill.platform.pid_of(name), signal.SIGKILL)
        return time.monotonic()

    crowd = with_people(drill, break_it, "every worker killed")
    assert [each for each in crowd.statuses() if each[1] >= 500 or not each[1]] == []
    until(drill.pdfs_made, 60, "every PDF")
    assert drill.query("SELECT count(*) FROM claims_claimpdf WHERE state = 'failed'") == 0


def test_a_worker_killed_while_it_hands_a_claim_over(drill):
    """The other side got it and has not answered: it gets the same key again, and each claim counts once."""
    with standing_in() as office:
        office.script = [hang, *(accept() for _ in range(PEOPLE * DRAFTS))]
        drill.run("handing_over", office.address)

        def break_it(crowd):
            until(lambda: office.requests, 30, "a claim to be on its way")
            os.kill(drill.platform.pid_of("worker-documents"), signal.SIGKILL)
            return time.monotonic()

        crowd = with_people(drill, break_it, "a worker killed while it hands a claim over")
        until(drill.handed_over, 60, "every claim to be accepted")
        drill.run("handing_over")
    assert [each for each in crowd.statuses() if each[1] >= 500 or not each[1]] == []
    keys = Counter(request.headers["idempotency-key"] for request in office.requests)
    first = office.requests[0].headers["idempotency-key"]
    assert keys.pop(first) == 2
    assert set(keys.values()) <= {1}


def test_one_of_two_web_processes_killed(drill):
    def break_it(crowd):
        os.kill(web_processes(drill)[0], signal.SIGKILL)
        return time.monotonic()

    crowd = with_people(drill, break_it, "one of two web processes killed")
    assert crowd.words_lost() == []


def test_web_processes_killed_while_a_photo_comes_and_while_one_is_scanned(drill):
    """Whoever was not told sends the same photo again: it is there once, and one that came halfway is not."""
    cut = threading.Event()

    def break_it(crowd):
        with drill.scanner.held_back():
            until(lambda: drill.scanner.waiting, 30, "a photo to be scanned")
            os.kill(drill.scanner.waiting[0], signal.SIGKILL)
        web = web_processes(drill)
        for person in crowd.people:
            person.halfway = lambda: kill_all(web, cut)
        until(cut.is_set, BACK_SECONDS, "half of a photo to have gone out")
        return time.monotonic()

    taken = len(drill.ledger.photos)
    crowd = with_people(drill, break_it, "web processes killed while photos come")
    # One in the scan for certain; the one halfway may not have been accepted yet, and goes to the next process.
    assert crowd.statuses()["upload", 0] >= 1
    assert crowd.words_lost() == []
    assert len(drill.ledger.photos) > taken


def kill_all(pids: list[int], done: threading.Event) -> None:
    for pid in pids:
        # Somebody else's photo may have been first.
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    done.set()


def test_two_people_talk_while_their_lines_are_cut_a_web_process_is_killed_and_redis_restarted(drill):
    talk, port, host = drill.seeded["help"], drill.platform.port, drill.seeded["host"]
    person, adviser = (Talker(port, host, talk[name], name, seed) for seed, name in enumerate(NAMES))
    both = [person, adviser]
    _at_it(drill, both, SAID, lambda: all(len(each.said()) >= 2 * SAID for each in both), "messages")
    for each in both:
        assert each.twice == 0
        assert Counter(each.said()) == Counter(f"{name}-{number}" for name in NAMES for number in range(SAID))
    assert person.said() == adviser.said()
    for name in NAMES:
        assert [words for words in person.said() if words.startswith(name)] == [f"{name}-{n}" for n in range(SAID)]


def test_two_people_fill_in_one_draft_while_their_lines_are_cut_and_the_same_is_killed(drill):
    shared, port, host = drill.seeded["shared"], drill.platform.port, drill.seeded["host"]
    both = [Editor(port, host, shared[name], name, seed) for seed, name in enumerate(NAMES)]

    def both_have_everything() -> bool:
        return all(each.upto >= max(other.latest() for other in both) for each in both)

    _at_it(drill, both, EDITED, both_have_everything, "edits")
    answer = f"SELECT value #>> '{{}}' FROM claims_answer WHERE claim_id = {shared['claim']} AND key = "
    draft = {key: drill.query(f"{answer}'{key}'") for key in (WHOLE, WORDS)}
    # Both screens are the draft, and so is what they were told: the latest of whole values, and every word once.
    assert both[0].shows() == draft
    assert both[1].shows() == draft
    told = [each for editor in both for each in editor.told]
    assert max((revision, value) for key, revision, value in told if key == WHOLE)[1] == draft[WHOLE]
    for name in NAMES:
        words = [each for each in draft[WORDS].split() if each.startswith(name)]
        assert words == [f"{name}-{number}" for number in range(0, EDITED, 2)]
    # Every edit of the adviser is written down, one after the other.
    edits = f"FROM cobrowse_sharededit WHERE shared_id = {shared['share']}"
    assert drill.query(f"SELECT count(*) {edits}") == drill.query(f"SELECT max(number) {edits}") >= EDITED
    revisions = set(drill.query(f"SELECT array_agg(revision) {edits}"))
    assert both[1].at_once <= revisions
    assert len(both[1].at_once) > EDITED / 2
    # As browsers save: by posts only while there was no line.
    assert min(each.over_line for each in both) > EDITED / 2


def _at_it(drill: Drill, both: list[Talker], number: int, is_there: Callable[[], bool], what: str) -> None:
    """Both do so many things each while their lines are cut and servers killed; then each screen has everything."""
    done, began = threading.Event(), time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        hearing = [pool.submit(each.hear_until, done, both) for each in both]
        saying = [pool.submit(each.say_all, number, done) for each in both]
        try:
            _break_while(drill, both, saying, 2 * number)
            for each in saying:
                each.result()
            # Who hears ends only when something is wrong.
            until(lambda: is_there() or any(each.done() for each in hearing), 15, "both screens to have everything")
        finally:
            done.set()
        for each in hearing:
            each.result()
    late, cuts = [seconds for each in both for seconds in each.late], sum(each.cuts for each in both)
    sys.stdout.write(
        f"\ndrill, two people: {2 * number} {what} in {time.monotonic() - began:.0f} s, {cuts} lines cut, "
        f"{sum(each.repeated for each in both)} said again; caught up within {max(late):.2f} s of a reconnect\n"
    )
    assert max(late) <= 2


def _break_while(drill: Drill, both: list[Talker], saying: list[Future[None]], total: int) -> None:
    """After a third of what is said one web process is killed, after two thirds Redis; both are started again."""
    redis = running_environment(drill.folder)["REDIS_URL"]
    due = [(total // 3, lambda: web_processes(drill)[0]), (total * 2 // 3, lambda: drill.servers("redis-server")[0])]
    while not all(each.done() for each in saying):
        lift_the_limit(redis)
        if due and sum(each.acknowledged for each in both) >= due[0][0]:
            os.kill(due.pop(0)[1](), signal.SIGKILL)
        failed = [each.exception() for each in saying if each.done() and each.exception()]
        assert failed == []
        threading.Event().wait(0.2)
    assert due == []


def test_the_supervisor_killed(drill):
    def break_it(crowd):
        os.kill(drill.platform.process.pid, signal.SIGKILL)
        drill.platform.process.wait()
        until(lambda: processes_of(drill.folder) == [], 30, "every child to go with its supervisor")
        drill.start_again()
        return time.monotonic()

    crowd = with_people(drill, break_it, "supervisor killed")
    assert crowd.words_lost() == []
