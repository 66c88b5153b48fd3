"""Remaking files apart: no file takes much memory or time, a death is a refusal, and nobody waits without end."""

from __future__ import annotations

import io
import os
import signal
import threading

import pillow_heif
import pytest
from PIL import Image

from core.uploading.limits import FileRefused
from core.uploading.pool import LARGE_BYTES, Pool
from core.uploading.remaking import remake
from core.uploading.worker import NICENESS
from tests.core.bombs import BOMBS, pdf_object_stream

MOST_BYTES = 600 * 1000 * 1000
REFUSALS = {"too_many_pixels", "too_much_work", "unreadable"}

pillow_heif.register_heif_opener()


@pytest.fixture
def pool():
    made = Pool(at_once=1, waiting=0)
    yield made
    made.close()


def small_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "blue").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_its_memory_and_the_next_file_is_taken(pool, name):
    kind, make = BOMBS[name]
    bomb = make()
    assert len(bomb) < 2_000_000
    remade = pool.remake(bomb, kind)
    assert remade.code in REFUSALS
    assert remade.peak_bytes < MOST_BYTES
    assert pool.remake(small_picture(), "JPEG").code == "ok"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("picture_format", "mode", "size", "how"),
    [
        ("JPEG", "RGB", (8200, 6150), {"progressive": True}),
        ("PNG", "RGBA", (8200, 6150), {"compress_level": 1}),
        # Packing fifty megapixels as HEIC takes a minute; unpacking them, a second and 404 MB.
        ("HEIF", "RGB", (3200, 2400), {"quality": 10}),
        ("WEBP", "RGBA", (6300, 4700), {"quality": 1, "method": 0}),
    ],
)
def test_large_photos_are_taken_within_the_memory(pool, picture_format, mode, size, how):
    out = io.BytesIO()
    Image.new(mode, size, (200, 30, 30, 255)[: len(mode)]).save(out, picture_format, **how)
    remade = pool.remake(out.getvalue(), picture_format)
    assert remade.code == "ok"
    assert remade.peak_bytes < MOST_BYTES
    assert max(Image.open(io.BytesIO(remade.content)).size) == 3000


def test_a_file_that_takes_too_long_is_refused(pool):
    assert pool.remake(pdf_object_stream(), "PDF", seconds=0.01).code in ("too_much_work", "busy")
    assert pool.remake(small_picture(), "JPEG").code == "ok"


def test_a_process_that_dies_waiting_costs_one_file(pool):
    assert pool.remake(small_picture(), "JPEG").code == "ok"
    (worker,) = pool._idle
    os.kill(worker.process.pid, signal.SIGKILL)
    assert pool.remake(small_picture(), "JPEG").code == "too_much_work"
    assert pool.remake(small_picture(), "JPEG").code == "ok"


def test_a_process_that_stretched_is_replaced(pool):
    out = io.BytesIO()
    Image.new("RGBA", (7000, 7000)).save(out, "PNG")
    assert pool.remake(out.getvalue(), "PNG").peak_bytes > LARGE_BYTES
    assert pool._idle == []


def test_who_comes_when_all_places_are_taken_is_told_so_at_once(pool):
    told, inside, leave = [], threading.Event(), threading.Event()

    def hold_the_only_place():
        with pool._turns, pool._places:
            inside.set()
            leave.wait(10)

    holder = threading.Thread(target=hold_the_only_place)
    holder.start()
    assert inside.wait(10)
    with pytest.raises(FileRefused) as refused:
        pool.remake(small_picture(), "JPEG")
    told.append(refused.value.code)
    leave.set()
    holder.join()
    assert told == ["busy"]
    assert pool.remake(small_picture(), "JPEG").code == "ok"


def test_the_process_makes_what_anybody_would_and_lets_others_go_first(pool):
    assert pool.remake(small_picture(), "JPEG").content == remake(small_picture(), "JPEG")
    (worker,) = pool._idle
    here = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) == min(19, here + NICENESS)


def test_the_process_knows_nothing_of_ours(pool, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret of ours")
    assert pool.remake(small_picture(), "JPEG").code == "ok"
    (worker,) = pool._idle
    with open(f"/proc/{worker.process.pid}/environ", "rb") as environment:
        assert b"a secret of ours" not in environment.read()
    assert not [link for link in _open_files(worker.process.pid) if "socket:" in link]


def _open_files(pid: int) -> list[str]:
    folder = f"/proc/{pid}/fd"
    return [os.readlink(f"{folder}/{number}") for number in os.listdir(folder)]
