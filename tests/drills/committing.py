"""PostgreSQL stopped at the very moment of a commit: just before it, or just after it with nobody told."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2

from betteroff.local.services import running_environment
from tests.drills.breaking import Drill, arguments_of
from tests.drills.people import Person
from tests.platform_process import until

LOCK = 20_26
# Run as the last thing of the transaction that sends a claim.
HOLD = f"""
CREATE FUNCTION drill_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER drill_hold AFTER INSERT ON claims_submission
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION drill_hold();
"""
LET_GO = "DROP TRIGGER IF EXISTS drill_hold ON claims_submission; DROP FUNCTION IF EXISTS drill_hold();"
HELD = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {LOCK} AND NOT granted"
# A standby that is never there: whoever commits has it on disk, and waits for ever to be told.
NOBODY, STANDBYS = "synchronous_standby_names = 'nobody'\n", "postgresql.auto.conf"
UNTOLD = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query "


def send_and_stop(drill: Drill, person: Person, *, committed: bool) -> tuple[tuple[int, str, float], float]:
    """Somebody sends a claim, and PostgreSQL is killed before its commit, or after it: the answer that they got, and
    when it was killed.
    """
    server = drill.servers("postgres")[0]
    with contextlib.closing(_as_owner(drill)) as owner, owner.cursor() as cursor, ThreadPoolExecutor(2) as pool:
        cursor.execute(HOLD)
        cursor.execute(f"SELECT pg_advisory_lock({LOCK})")
        sending = pool.submit(person.send)
        until(lambda: drill.query(HELD), 30, "a claim to be about to be sent")
        if committed:
            with _nobody_told(drill, server, pool):
                cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")
                until(lambda: drill.query(f"{UNTOLD} = 'COMMIT'"), 10, "the claim to be committed")
        os.kill(server, signal.SIGKILL)
        stopped = time.monotonic()
        return sending.result(), stopped


@contextlib.contextmanager
def _nobody_told(drill: Drill, server: int, pool: ThreadPoolExecutor) -> Iterator[None]:
    """Commits reach the disk and are not answered; a server that is started afterwards knows nothing of it."""
    settings = _data_folder(server) / STANDBYS
    before = settings.read_text()
    settings.write_text(before + NOBODY)
    os.kill(server, signal.SIGHUP)
    pool.submit(_commit_until_stopped, drill.database())
    until(lambda: drill.query(f"{UNTOLD} LIKE '%xact_id%'"), 10, "commits not to be answered")
    yield
    settings.write_text(before)


def _commit_until_stopped(database: str) -> None:
    with contextlib.suppress(psycopg2.OperationalError), contextlib.closing(psycopg2.connect(database)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            while True:
                cursor.execute("SELECT pg_current_xact_id()")


def let_go(drill: Drill) -> None:
    """Nothing is held any more, once the server is back."""
    until(lambda: running_environment(drill.folder), 30, "PostgreSQL to be back")
    with contextlib.closing(_as_owner(drill)) as owner, owner.cursor() as cursor:
        cursor.execute(LET_GO)


def _as_owner(drill: Drill) -> psycopg2.extensions.connection:
    connection = psycopg2.connect(running_environment(drill.folder)["DATABASE_OWNER_URL"])
    connection.autocommit = True
    return connection


def _data_folder(server: int) -> Path:
    words = arguments_of(server).split()
    return Path(words[words.index("-D") + 1])
