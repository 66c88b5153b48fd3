"""`manage.py speak_guidance`: have a speech program read the questions and their guidance into files, once each."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from formspec.actions.speaking import ENCODER, SPEECH, ProgramFailed, spoken
from formspec.presenters.media import RECORDINGS, SPOKEN
from formspec.presenters.spoken import Piece, name_of, spoken_in
from formspec.rules.compile import compile_library_form, library_optional_questions
from formspec.rules.form_spec import FormSpec

FORMS = ("hb-ctr-combined", "free-school-meals", "blue-badge")
LANGUAGES = ("en", "cy")
NICENESS, PROGRESS_EVERY = 10, 100

Spoken = dict[str, tuple[Piece, ...]]


class Command(BaseCommand):
    """Makes what is missing and takes away what no question says any more. Needs no database."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--list", action="store_true", help="Write names and words as CSV, for who records them.")

    def handle(self, *args, **options):
        wanted = wanted_of_library()
        if options["list"]:
            self._list(wanted)
            return
        for program in (SPEECH, ENCODER):
            if shutil.which(program) is None:
                raise CommandError(f"There is no {program} on this machine; `make setup` installs it.")
        os.nice(NICENESS)
        self._make(wanted)

    def _list(self, wanted: Spoken) -> None:
        rows = csv.writer(self.stdout)
        rows.writerow(["name", "language", "words"])
        for name, pieces in wanted.items():
            rows.writerows([f"{name}.mp3", piece.language, piece.words] for piece in pieces)

    def _make(self, wanted: Spoken) -> None:
        SPOKEN.mkdir(parents=True, exist_ok=True)
        files = file_names(wanted)
        for path in SPOKEN.iterdir():
            if path.name not in files:
                path.unlink()
        missing = [name for name in files if not (SPOKEN / name).exists()]
        started = time.monotonic()
        for number, (name, sound) in enumerate(sounds_of(missing, files, wanted), 1):
            keep(SPOKEN / name, sound)
            if number % PROGRESS_EVERY == 0:
                self.stdout.write(f"{number} of {len(missing)} …")
                self.stdout.flush()
        size = sum(path.stat().st_size for path in SPOKEN.iterdir()) / 1_000_000
        spent = time.monotonic() - started
        self.stdout.write(f"{len(missing)} made in {spent:.0f} s; {len(files)} files, {size:.0f} MB.")


def wanted_of_library() -> Spoken:
    """Name → what is said, of every question of FORMS, those that a council may add included."""
    wanted: Spoken = {}
    for slug in FORMS:
        asked = [each.key for each in library_optional_questions(slug)]
        for pieces in spoken_in(FormSpec(compile_library_form(slug, asked)), LANGUAGES):
            wanted[name_of(pieces)] = pieces
    return wanted


def file_names(wanted: Iterable[str]) -> dict[str, str]:
    """File's name → name of what it says. A recording's has a hash of its content in it: browsers keep files long."""
    files: dict[str, str] = {}
    for name in wanted:
        recording = RECORDINGS / f"{name}.mp3"
        if recording.is_file():
            content = hashlib.sha256(recording.read_bytes()).hexdigest()[:8]
            files[f"{name}.{content}.mp3"] = name
        else:
            files[f"{name}.mp3"] = name
    return files


def sounds_of(missing: list[str], files: dict[str, str], wanted: Spoken) -> Iterable[tuple[str, bytes]]:
    """The content of each missing file as it becomes ready. What several questions say is spoken once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pieces: dict[Piece, Future[bytes]] = {}
        recorded = {file: RECORDINGS / f"{files[file]}.mp3" for file in missing if file != f"{files[file]}.mp3"}
        for file in missing:
            if file not in recorded:
                pieces |= {piece: pool.submit(speak, piece) for piece in wanted[files[file]] if piece not in pieces}
        try:
            for file in missing:
                if file in recorded:
                    yield file, recorded[file].read_bytes()
                else:
                    yield file, b"".join(pieces[piece].result() for piece in wanted[files[file]])
        finally:
            pool.shutdown(cancel_futures=True)


def speak(piece: Piece) -> bytes:
    """The words as MP3. Raises CommandError when a program fails."""
    try:
        return spoken(piece.language, piece.words)
    except ProgramFailed as failed:
        raise CommandError(str(failed)) from failed


def keep(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all."""
    partial = path.with_suffix(".part")
    partial.write_bytes(content)
    partial.rename(path)
