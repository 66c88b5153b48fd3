"""`python -m bench.papers`: ten photos of five megabytes sent by a script in parts, and whole in ten posts; JSON out.

A plan (JSON) in. For each way: the seconds until all are kept, the highest memory of a web process and of the process
that opens files in bytes, and the times of another council's page meanwhile.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from bench.budgets import Row, centile
from tests.core.bombs import MEGA
from tests.drills.strangers import BOUNDARY, KEY, Stranger, watching

PHOTOS, SIZE = 10, (2900, 2100)
HOST = "southmere.localhost"
# What a script sends on a good line, growing (frontend/src/core/parts.js).
FIRST_PART, LARGEST_PART, QUICK_SECONDS = 128 * 1024, 4 * MEGA, 1.5
RATIO, MEMORY, PAGE = 2.0, 600 * MEGA, 1.0
PAGE_P95, FEW = 0.200, 1


class Sender(Stranger):
    """Somebody with a draft who sends a photo in parts."""

    def send_in_parts(self, content: bytes) -> tuple[int, str]:
        """Status and sentences of the page that took it."""
        hashed = hashlib.sha256(content).hexdigest()
        said = self._said("/account/files/", {"size": str(len(content)), "hash": hashed})
        offset, size = said["received"], FIRST_PART
        while offset < len(content):
            part, began = content[offset : offset + size], time.monotonic()
            offset = self._said(f"/account/files/{said['id']}/", {"offset": str(offset)}, part)["received"]
            took = time.monotonic() - began
            times = 4 if took < QUICK_SECONDS / 4 else 2 if took < QUICK_SECONDS else 1
            size = min(times * size, LARGEST_PART)
        status, _, text = self._form(f"/claims/{self.draft}/files/{KEY}/", {f"_arrived-{KEY}": f"{said['id']} x.jpg"})
        return status, text

    def _said(self, path: str, fields: dict[str, str], part: bytes = b"") -> dict[str, Any]:
        status, _, text = self._form(path, fields, part)
        if status != 200:
            raise RuntimeError(f"{path} was answered with {status}: {text}")
        return json.loads(text)

    def _form(self, path: str, fields: dict[str, str], part: bytes = b"") -> tuple[int, str, str]:
        named = {f'name="{name}"': value.encode() for name, value in fields.items()}
        if part:
            named['name="part"; filename="blob"'] = part
        parts = (
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + value + b"\r\n"
            for name, value in named.items()
        )
        body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
        return self._post(path, body, f"multipart/form-data; boundary={BOUNDARY}")


def run(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What ten photos cost in parts and whole, each time of another person."""
    people = [Sender(plan["port"], plan["host"], 200 + number) for number in range(2)]
    return {
        "parts": _cost(plan, people[0].send_in_parts, seed=1),
        "whole": _cost(plan, people[1].send, seed=2),
    }


def _cost(plan: dict[str, Any], send: Callable[[bytes], tuple[int, str]], seed: int) -> dict[str, Any]:
    photos = [photo(seed * PHOTOS + number) for number in range(PHOTOS)]
    with watching(Path(os.environ["VAR_DIR"]), plan["port"], HOST) as seen:
        began = time.monotonic()
        for content in photos:
            status, text = send(content)
            if status != 200:
                raise RuntimeError(f"A photo was answered with {status}: {text}")
        seconds = time.monotonic() - began
    return {
        "seconds": seconds, "bytes": sum(map(len, photos)), "web": seen.web.bytes, "child": seen.child.bytes,
        "times": seen.times,
    }  # fmt: skip


def photo(seed: int) -> bytes:
    """About five megabytes: pixels that no encoder makes smaller."""
    taken = io.BytesIO()
    pixels = random.Random(seed).randbytes(3 * SIZE[0] * SIZE[1])  # noqa: S311 - a picture, no secret
    Image.frombytes("RGB", SIZE, pixels).save(taken, "JPEG", quality=88)
    return taken.getvalue()


def paper_budgets(figures: dict[str, Any]) -> list[Row]:
    """(what, budget, measured, kept): photos in parts beside the same sent whole, as a form without scripts sends
    them, and the pages of a claim with many messages.
    """
    parts, whole = figures["photos"]["parts"], figures["photos"]["whole"]
    ratio = parts["seconds"] / whole["seconds"]
    what = f"ten photos, {parts['bytes'] / MEGA:.0f} MB, in parts ÷ whole"
    told = f"{ratio:.2f} ({parts['seconds']:.1f} s ÷ {whole['seconds']:.1f} s)"
    rows = [(what, f"≤ {RATIO:g}", told, ratio <= RATIO)]
    for way, cost in figures["photos"].items():
        pages = sorted(cost["times"])
        told = f"{cost['web'] / MEGA:.0f} + {cost['child'] / MEGA:.0f} MB; {centile(pages, 95) * 1000:.0f} ms"
        kept = max(cost["web"], cost["child"]) <= MEMORY and centile(pages, 95) <= PAGE
        what = f"ten photos, {way}: memory, web + child; another council's home page meanwhile, p95"
        rows.append((what, f"≤ {MEMORY // MEGA} MB each; {PAGE:g} s", told, kept))
    return [
        *rows,
        *(_page_row(name, page, figures["pages"]["messages"]) for name, page in figures["pages"]["of"].items()),
    ]


def _page_row(name: str, page: dict[str, Any], messages: int) -> Row:
    took, queries, before = centile(page["times"], 95), page["queries"], page["before"]
    kept = took <= PAGE_P95 and queries <= before + FEW
    what = f"{name}, of a claim with {messages} messages, p95; queries (with few messages)"
    told = f"{took * 1000:.0f} ms; {queries} ({before})"
    return what, f"≤ {PAGE_P95 * 1000:.0f} ms; at most {FEW} more", told, kept


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
