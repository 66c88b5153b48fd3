"""Sound by programs of this machine: words spoken, and recordings made anew. Each program has bounds and no secrets."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import threading

from formspec.rules.media import SOUND, CleanMedium, MediumRefused

SPEECH, ENCODER, BOUNDS = "espeak-ng", "lame", "prlimit"
VOICES = {"en": "en-gb", "cy": "cy"}
WORDS_A_MINUTE = "150"
# Speech at a fixed rate and without headers or bits borrowed from earlier frames: pieces can be put one after another.
ENCODED = ["-m", "m", "-b", "24", "-q", "9", "--nores", "-t"]
REMADE = ["-m", "m", "-b", "48", "-q", "7", "-t"]
SECONDS = 60
MOST_BYTES, LEAST_BYTES = 5 * 1024 * 1024, 1000
MEMORY, PROCESSOR_SECONDS = 512 * 1024 * 1024, 40
WAIT_SECONDS = 5
# What programs are started with: none of what this process knows.
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
_turn = threading.BoundedSemaphore(1)


class ProgramFailed(Exception):
    """A program is not there, or did not do what it was asked."""


def can_speak() -> bool:
    """Whether this machine has what speaks and what makes files of it."""
    return shutil.which(SPEECH) is not None and can_remake()


def can_remake() -> bool:
    """Whether this machine has what makes files of sound."""
    return shutil.which(ENCODER) is not None


def spoken(language: str, words: str) -> bytes:
    """Words in one of VOICES as MP3; what is spoken one after the other can be joined. Raises ProgramFailed."""
    said = _run([SPEECH, "-v", VOICES[language], "-s", WORDS_A_MINUTE, "--stdout"], words.encode())
    return _run([ENCODER, "--quiet", *ENCODED, "-", "-"], said)


def _bounded(command: list[str]) -> list[str]:
    bounds = [f"--as={MEMORY}", f"--cpu={PROCESSOR_SECONDS}", "--nofile=64", "--core=0"]
    return [BOUNDS, *bounds, *command] if shutil.which(BOUNDS) else command


def _run(command: list[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(
            _bounded(command), input=given, capture_output=True, check=False, timeout=SECONDS, env=_ENVIRONMENT
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramFailed(f"{command[0]} took too long.") from error
    if done.returncode or not done.stdout:
        raise ProgramFailed(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def clean_sound(data: bytes) -> CleanMedium:
    """A recording that somebody sent, made anew: nothing of the file as it was is kept. Raises MediumRefused."""
    if not data:
        raise MediumRefused("empty")
    if len(data) > MOST_BYTES:
        raise MediumRefused("sound_large")
    is_wave = data[:4] == b"RIFF" and data[8:12] == b"WAVE"
    is_mp3 = data[:3] == b"ID3" or (data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xE6 == 0xE2)
    if not (is_wave or is_mp3):
        raise MediumRefused("sound_kind")
    if not can_remake():
        raise MediumRefused("sound_nowhere")
    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise MediumRefused("busy")
    try:
        made = _remade(data, decode=not is_wave)
    finally:
        _turn.release()
    if len(made) < LEAST_BYTES:
        raise MediumRefused("sound_broken")
    return CleanMedium(SOUND, made)


def _remade(data: bytes, *, decode: bool) -> bytes:
    """Decoded and encoded by two processes, so that no tag, picture or hidden part of the file goes along."""
    encoding = [ENCODER, "--quiet", *REMADE, "-", "-"]
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        if not decode:
            return _output(_started(encoding, file))
        decoder = _started([ENCODER, "--quiet", "--mp3input", "--decode", "-", "-"], file)
        try:
            return _output(_started(encoding, decoder.stdout))
        finally:
            decoder.kill()
            decoder.wait()
            if decoder.stdout is not None:
                decoder.stdout.close()


def _started(command: list[str], source: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _bounded(command), stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    )  # type: ignore[call-overload]


def _output(process: subprocess.Popen[bytes]) -> bytes:
    """What a process writes; b"" where it fails. Raises MediumRefused where it takes too long or writes too much: a
    header can make hours of a small file.
    """
    late = threading.Timer(SECONDS, process.kill)
    late.start()
    try:
        written = process.stdout.read(MOST_BYTES + 1) if process.stdout else b""
        if len(written) > MOST_BYTES:
            raise MediumRefused("sound_long")
        process.wait()
    finally:
        late.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    if process.returncode == -signal.SIGKILL:
        raise MediumRefused("sound_long")
    return b"" if process.returncode else written
