"""`make setup`: everything the platform needs, from locks with hashes. Standard library only: it runs before the rest.

Each step is skipped when its inputs have not changed since it last succeeded (stamps under var/setup).
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / "var" / "setup"
OLDEST_PYTHON, OLDEST_NODE = (3, 11), 20

# Debian's package → how to see that its content is there, whatever the distribution calls it.
LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
# Guidance read aloud: what speaks, and what makes MP3 of it (manage.py speak_guidance).
SPEECH = ("espeak-ng", "lame")
# Of PDFs. The second has Chinese, Japanese and Korean, in 5 MB where Noto takes 90; Apache-2.0.
FONTS = {"fonts-noto-core": "NotoSans-Regular.ttf", "fonts-wqy-microhei": "wqy-microhei.ttc"}
# Chromium without a window takes a fifth less time for the stories; a whole one will do.
BROWSER = "chromium-headless-shell"
BROWSERS = (BROWSER, "chromium", "chromium-browser", "google-chrome")
SYSTEM_PACKAGES = [*LIBRARIES, *FONTS, *SPEECH, BROWSER]


class SetupFailed(RuntimeError):
    """The set-up cannot go on; the message says what to do."""


def say(text: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"setup: {text}\n")
    sys.stdout.flush()


def run(command: Iterable[object], *, folder: Path = ROOT, **environment: str) -> None:
    """Run a command to its end; raise SetupFailed when it fails."""
    words = [str(word) for word in command]
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(words, cwd=folder, env={**os.environ, "PATH": path, **environment}, check=False)
    if done.returncode:
        raise SetupFailed(f"This failed (see above): {' '.join(words)}")


def files_under(*names: str) -> list[Path]:
    """The files that these names (files, folders or patterns below the root) stand for, in order."""
    found = [path for name in names for path in ROOT.glob(name) if path.is_file()]
    return sorted(found)


def fingerprint(inputs: Iterable[Path]) -> str:
    """A hash over the interpreter's version and the names and contents of the inputs."""
    digest = hashlib.sha256(sys.version.encode())
    for path in inputs:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def step(name: str, inputs: list[Path], result: Path, work: Callable[[], None]) -> None:
    """Do the work unless the result is there and the inputs are those of the last success."""
    stamp, wanted = STAMPS / name.replace(" ", "-"), fingerprint(inputs)
    if result.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"{name} …")
    started = time.monotonic()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    say(f"{name}: done in {time.monotonic() - started:.1f} s")


# --- what the machine must have ---------------------------------------------------------------------------------


def missing_system_packages() -> list[str]:
    """Debian's names of the packages whose content this machine lacks."""
    missing = [package for package, library in LIBRARIES.items() if not _loads(library)]
    fonts = [Path(folder) for folder in ("/usr/share/fonts", "/usr/local/share/fonts", Path.home() / ".fonts")]
    missing += [p for p, font in FONTS.items() if not any(any(folder.rglob(font)) for folder in fonts)]
    missing += [program for program in SPEECH if shutil.which(program) is None]
    return missing if browser_path() else [*missing, BROWSER]


def browser_path() -> str | None:
    """The path of the browser that stories are told in, or None when the machine has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages() -> None:
    """Install what is missing with apt-get when we may; else stop with the exact line to run."""
    missing = missing_system_packages()
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    by_hand = f"These system packages are missing. Run this, then try again:\n\n    sudo {' '.join(line)}\n"
    prefix = _right_to_install()
    if prefix is None:
        raise SetupFailed(by_hand)
    say(f"system packages {' '.join(missing)} …")
    try:
        run([*prefix, "apt-get", "update", "-q"])
        run([*prefix, *line], DEBIAN_FRONTEND="noninteractive")
    except SetupFailed as problem:
        raise SetupFailed(f"{problem}\n{by_hand}") from problem
    still = missing_system_packages()
    if still:
        raise SetupFailed(f"Installed, but still not found: {' '.join(still)}.")


def _right_to_install() -> list[str] | None:
    """What to put before apt-get, or None when we may not install."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return None if asked.returncode else ["sudo", "-n"]


# --- Python and Node --------------------------------------------------------------------------------------------


def install_python_packages() -> None:
    """Everything of requirements/dev.lock, by hash. The fast installer is itself pinned by hash."""
    if not PYTHON.exists():
        run([sys.executable, "-m", "venv", VENV])
    quiet_pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    run([*quiet_pip, "-r", "requirements/bootstrap.lock"])
    fast = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes"]
    try:
        run([*fast, "-r", "requirements/dev.lock"])
    except SetupFailed:
        # pip knows a package index that is configured for pip alone (pip.conf).
        say("trying pip instead …")
        run([*quiet_pip, "-r", "requirements/dev.lock"])


def machine_has_node() -> bool:
    """True when node (new enough) and npm are on the PATH."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", answer)
    return bool(version) and int(version[1]) >= OLDEST_NODE


def install_node() -> None:
    """Node from its wheel, by hash, into the virtual environment."""
    run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements/node.lock"])


def manage(*words: str) -> None:
    """A command of Django's that reads settings but speaks to no server."""
    run([PYTHON, "manage.py", *words], DATABASE_URL="postgresql:///unused", REDIS_URL="redis://unused")


def collect_static() -> None:
    """Static files with a hash in their names."""
    # Parts of packages that no page uses; compressing them would take half a minute.
    ignored = [word for name in ("redoc", "rest_framework", "swagger-ui-*.js.map") for word in ("--ignore", name)]
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0", *ignored)


def main() -> int:
    """Every step in order; 1 with a message when one cannot be done."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupFailed("Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 setup")
    install_system_packages()
    step("python packages", files_under("requirements/*.lock"), PYTHON, install_python_packages)
    if not machine_has_node():
        step("node", files_under("requirements/node.lock"), VENV / "bin" / "node", install_node)
    frontend, built = ROOT / "frontend", ROOT / "static" / "dist" / "app.css"
    package_lock = files_under("frontend/package*.json", "frontend/.npmrc")
    step("node packages", package_lock, frontend / "node_modules", lambda: run(["npm", "ci"], folder=frontend))
    sources = package_lock + files_under("frontend/build.mjs", "frontend/src/**/*")
    step("styles and scripts", sources, built, lambda: run(["npm", "run", "build", "--silent"], folder=frontend))
    catalogues = files_under("locale/*/LC_MESSAGES/*.po")
    if catalogues:
        compiled = catalogues[-1].with_suffix(".mo")
        compile_all = [VENV / "bin" / "pybabel", "-q", "compile", "-d", "locale", "-D", "django"]
        step("translations", catalogues, compiled, lambda: run(compile_all))
    collected = sources + files_under(
        "formspec/films/*", "requirements/base.lock", "scripts/setup.py", "core/staticfiles.py"
    )
    step("static files", collected, ROOT / "static" / "root" / "staticfiles.json", collect_static)
    said = files_under("formspec/library/**/*", "formspec/media/*", "formspec/**/*.py")
    step("guidance read aloud", said, ROOT / "static" / "public" / "spoken", lambda: manage("speak_guidance"))
    say("ready")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupFailed as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(1)
