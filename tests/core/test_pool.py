"""Files are opened by processes that cannot take much or do much, and whose death costs nothing else."""

import contextlib
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.uploading import limits, protocol
from core.uploading.child import NICER
from core.uploading.cleaning import clean_upload, kind_of
from core.uploading.files import FileRefused
from core.uploading.pool import ROOT, Pool
from tests.core.bombs import BOMBS, MEGA, Peak, children_of, good_pdf, saved, within_limits
from tests.platform_process import until

MOST_MEMORY = 600 * MEGA


@pytest.fixture
def own_pool():
    made = Pool(1, 1, 0.2)
    yield made
    made.close()


def refusal(ask) -> str:
    with pytest.raises(FileRefused) as refused:
        ask()
    return refused.value.code


def small() -> bytes:
    return saved("JPEG", (40, 30))


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_little_memory(name):
    data = BOMBS[name]()
    assert len(data) < 2 * MEGA
    assert clean_upload(small(), "before.jpg").content_type == "image/jpeg"
    began = time.monotonic()
    with Peak.of(lambda: children_of(os.getpid())) as peak:
        code = refusal(lambda: clean_upload(data, "bomb"))
    assert code in ("too_many_pixels", "too_demanding")
    assert 20 * MEGA < peak.bytes < MOST_MEMORY
    assert time.monotonic() - began < limits.CHILD_SECONDS
    assert clean_upload(small(), "after.jpg").content_type == "image/jpeg"


def test_what_the_pdf_bombs_are_made_of_is_a_good_pdf():
    assert clean_upload(good_pdf(), "x.pdf").content_type == "application/pdf"


@pytest.mark.slow
@pytest.mark.parametrize("kind", limits.MAX_PIXELS)
def test_as_many_pixels_as_we_say_are_taken_with_little_memory(kind):
    data = within_limits(kind)
    assert clean_upload(small(), "before.jpg").content_type == "image/jpeg"
    with Peak.of(lambda: children_of(os.getpid())) as peak:
        clean = clean_upload(data, "large")
    assert 0.99 * limits.MAX_PIXELS[kind] < clean.pixels <= limits.MAX_PIXELS[kind]
    assert 20 * MEGA < peak.bytes < MOST_MEMORY


def test_a_child_has_no_secrets_and_can_open_neither_a_file_nor_a_connection(own_pool):
    own_pool.ask("remake", "JPEG", small(), 10**6)
    of_child = Path(f"/proc/{own_pool._idle[0].pid}")
    variables = (of_child / "environ").read_bytes().split(b"\0")
    assert {line.partition(b"=")[0] for line in variables if line} == {b"LANG", b"MALLOC_ARENA_MAX"}
    allowed = (of_child / "limits").read_text()
    for name in ("Max open files", "Max file size", "Max core file size"):
        assert f"{name:<26}0 " in allowed
    assert f"{'Max address space':<26}{limits.CHILD_MEMORY} " in allowed
    # For the next file anew; starting takes a second or two.
    assert int(re.search(r"Max cpu time +(\d+)", allowed)[1]) < limits.CHILD_CPU_SECONDS + 8
    here = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, own_pool._idle[0].pid) == min(19, here + NICER)


def test_children_end_with_their_parent_even_after_kill_9():
    """A process that starts a child, says so, and is killed while the child waits."""
    text = "from core.uploading.pool import Child; child = Child(); print(child.pid, flush=True); input()"
    parent = subprocess.Popen(
        [sys.executable, "-c", text], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        pid = int(parent.stdout.readline())
        until(lambda: b"core.uploading.child" in _command(pid), 10, "the child")
        os.kill(parent.pid, signal.SIGKILL)
    until(lambda: not _command(pid), 10, "the child's end")


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_child_works_for_many_files_and_then_gives_its_memory_back(own_pool, monkeypatch):
    own_pool.ask("remake", "JPEG", small(), 10**6)
    first = own_pool._idle[0].pid
    own_pool.ask("remake", "JPEG", small(), 10**6)
    assert first in children_of(os.getpid())
    monkeypatch.setattr(limits, "CHILD_FILES", 3)
    own_pool.ask("remake", "JPEG", small(), 10**6)
    assert first not in children_of(os.getpid())
    assert own_pool.ask("remake", "JPEG", small(), 10**6).pixels == 1200


def test_a_child_that_was_gone_already_is_nobodys_fault(own_pool):
    own_pool.ask("remake", "JPEG", small(), 10**6)
    child = own_pool._idle[0]
    os.kill(child.pid, signal.SIGKILL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert own_pool.ask("remake", "JPEG", small(), 10**6).pixels == 1200


def test_where_no_process_can_be_started_files_are_refused_and_nothing_else_fails(own_pool, monkeypatch):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        assert refusal(lambda: own_pool.ask("remake", "JPEG", small(), 10**6)) == "busy"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    own_pool.ask("remake", "JPEG", small(), 10**6)
    monkeypatch.setattr(limits, "CHILD_FILES", 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        assert own_pool.ask("look", "JPEG", small(), 10**6).pixels == 1200, "only the next one lacks its process"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGKILL, "too_demanding"), (signal.SIGXCPU, "too_demanding"), (signal.SIGSEGV, "unreadable")],
)
def test_a_file_that_ends_its_process_is_refused(own_pool, number, code):
    own_pool.ask("remake", "JPEG", small(), 10**6)
    child = own_pool._idle[0]
    os.kill(child.pid, signal.SIGSTOP)
    refused = []
    asking = threading.Thread(target=lambda: refused.append(refusal(lambda: own_pool.ask("look", "PNG", b"", 9))))
    asking.start()
    until(lambda: child.files == 2, 10, "the question")
    os.kill(child.pid, number)
    os.kill(child.pid, signal.SIGCONT)
    asking.join(10)
    assert refused == [code]


@pytest.mark.slow
def test_a_child_that_does_not_answer_is_not_waited_for(own_pool):
    own_pool.ask("remake", "JPEG", small(), 10**6)
    os.kill(own_pool._idle[0].pid, signal.SIGSTOP)
    assert refusal(lambda: own_pool.ask("remake", "JPEG", small(), 10**6, 0.2)) == "too_demanding"
    assert own_pool.ask("remake", "JPEG", small(), 10**6).pixels == 1200


def test_few_work_at_a_time_few_wait_and_nobody_waits_long(own_pool):
    """One works and does not come to an end, one waits and is told, a third is told at once."""
    own_pool.ask("remake", "JPEG", small(), 10**6)
    child = own_pool._idle[0]
    os.kill(child.pid, signal.SIGSTOP)
    said = []

    def ask(name: str) -> None:
        try:
            own_pool.ask("remake", "JPEG", small(), 10**6)
            said.append(f"{name} done")
        except FileRefused as refused:
            said.append(f"{name} {refused.code}")

    first, second = (threading.Thread(target=ask, args=[name]) for name in ("first", "second"))
    first.start()
    until(lambda: own_pool._working.total() == 1, 5, "the first at work")
    second.start()
    until(lambda: own_pool._here.total() == 2 or said, 5, "the second in line")
    ask("third")
    second.join(5)
    assert sorted(said) == ["second busy", "third busy"]
    os.kill(child.pid, signal.SIGCONT)
    first.join(10)
    assert said[-1] == "first done"


@pytest.mark.slow
def test_one_asker_keeps_nobody_else_out():
    """One who sends files without end has one at work and one in line, and is told so; another comes at once."""
    pool, said = Pool(2, 2, 30), []

    def ask(asker: str) -> None:
        try:
            pool.ask("remake", "JPEG", small(), 10**6, asker=asker)
            said.append(f"{asker} done")
        except FileRefused as refused:
            said.append(f"{asker} {refused.code}")

    try:
        ask("greedy")
        child = pool._idle[0]
        os.kill(child.pid, signal.SIGSTOP)
        first, second = (threading.Thread(target=ask, args=["greedy"]) for _ in range(2))
        first.start()
        until(lambda: pool._working["greedy"] == 1, 5, "one at work")
        second.start()
        until(lambda: pool._here["greedy"] == 2, 5, "one in line")
        ask("greedy")
        ask("patient")
        assert said == ["greedy done", "greedy busy", "patient done"]
        assert pool._working == {"greedy": 1}
        os.kill(child.pid, signal.SIGCONT)
        first.join(10)
        second.join(10)
        assert said[3:] == ["greedy done"] * 2
        assert not pool._here, "nothing is kept of who was here"
    finally:
        pool.close()


def test_who_comes_when_all_places_are_taken_is_told_at_once():
    pool, began = Pool(1, 1, 30), time.monotonic()

    def wait() -> None:
        with pool._turn("second"):
            pass

    waits = threading.Thread(target=wait)
    with pool._turn("first"):
        waits.start()
        until(lambda: pool._here.total() == 2, 5, "one in line")
        assert refusal(lambda: pool.ask("remake", "JPEG", small(), 10**6, asker="third")) == "busy"
        assert time.monotonic() - began < 15
    waits.join(10)


def test_a_child_that_answers_a_byte_at_a_time_is_not_waited_for():
    """One that was taken over may say something now and then: the time is that of the whole answer."""
    ours, theirs = socket.socketpair()
    over = threading.Event()

    def dribble() -> None:
        with contextlib.suppress(OSError):
            theirs.sendall(protocol.LENGTH.pack(2, 40) + b"{}")
            while not over.wait(0.05):
                theirs.sendall(b"x")

    thread = threading.Thread(target=dribble)
    thread.start()
    try:
        with pytest.raises(TimeoutError):
            protocol.receive(ours, seconds=0.3)
    finally:
        over.set()
        thread.join()
        ours.close()
        theirs.close()


@pytest.mark.parametrize(
    "sent", [protocol.LENGTH.pack(5000, 0), protocol.LENGTH.pack(2, 11) + b"{}", protocol.LENGTH.pack(2, 0) + b"[]",
             protocol.LENGTH.pack(2, 0) + b"{", protocol.LENGTH.pack(2, 0) + b"{]", b"\0"],
)  # fmt: skip
def test_what_is_no_message_is_nonsense(sent):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises(protocol.Nonsense):
            protocol.receive(ours, most=10)


@pytest.mark.slow
def test_pixels_over_what_is_left_are_not_opened(own_pool):
    assert refusal(lambda: own_pool.ask("remake", "JPEG", small(), 1199)) == "too_much_at_once"
    assert own_pool.ask("remake", "JPEG", small(), 1200).pixels == 1200
    assert own_pool.ask("look", "JPEG", small(), 1200).content == b""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "PDF"])
def test_each_kind_is_known_by_its_first_bytes(kind):
    data = good_pdf() if kind == "PDF" else saved(kind, (8, 8))
    assert kind_of(data) == kind
    assert kind_of(data[1:]) != kind or kind == "PDF"


@pytest.mark.slow
def test_a_forked_process_leaves_the_children_of_the_other_alone(own_pool):
    """Both must not speak on one socket, nor may the copy keep a child alive."""
    own_pool.ask("remake", "JPEG", small(), 10**6)
    pid = os.fork()
    if not pid:
        own_pool.forget()
        os._exit(len(own_pool._idle))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert own_pool.ask("remake", "JPEG", small(), 10**6).content
