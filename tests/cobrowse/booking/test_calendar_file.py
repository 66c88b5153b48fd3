"""Calendar files are as RFC 5545 has them: read back here by its rules, not by ours."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cobrowse.booking.rules.calendar_file import CalendarEvent, calendar_file

LONDON = ZoneInfo("Europe/London")
NINE = dt.datetime(2027, 3, 29, 9, tzinfo=LONDON)


def event(**more) -> CalendarEvent:
    named = {
        "uid": "1@calderbrook.example", "sequence": 3, "starts_at": NINE, "ends_at": NINE + dt.timedelta(minutes=30),
        "title": "Calderbrook: Appointment", "location": "", "url": "https://calderbrook.example/help/",
        "written_at": dt.datetime(2027, 1, 1, tzinfo=dt.UTC), **more,
    }  # fmt: skip
    return CalendarEvent(**named)


def read(content: bytes) -> dict[str, str]:
    """Properties by name: lines unfolded, then texts without their escapes (RFC 5545, 3.1 and 3.3.11)."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    return dict(line.split(":", 1) for line in lines)


def unescaped(text: str) -> str:
    found, letters = "", iter(text)
    for letter in letters:
        found += {"n": "\n", "N": "\n"}.get(after := next(letters), after) if letter == "\\" else letter
    return found


def test_nine_oclock_after_the_clock_change_is_eight_in_utc():
    found = read(calendar_file(event()))
    assert (found["DTSTART"], found["DTEND"]) == ("20270329T080000Z", "20270329T083000Z")
    assert found["SEQUENCE"] == "3"
    assert found["STATUS"] == "CONFIRMED"
    assert "LOCATION" not in found


def test_what_is_cancelled_says_so():
    assert read(calendar_file(event(is_cancelled=True)))["STATUS"] == "CANCELLED"


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co", "Zs"])
        | st.sampled_from(" ,;\\\n\t:")
    )
)
def test_any_words_come_back_as_they_were_in_lines_of_75_bytes(words):
    content = calendar_file(event(location=f"x{words}x", title=words))
    assert all(len(line) <= 75 and line.decode() is not None for line in content.split(b"\r\n"))
    found = read(content)
    assert unescaped(found["LOCATION"]) == f"x{words}x"
    assert unescaped(found["SUMMARY"]) == "\n".join(words.splitlines())


def test_a_line_break_of_any_kind_begins_no_line_of_the_file():
    for nasty in ("a\r\nSTATUS:CANCELLED", "a\rX:1", "a\u2028X:1", "a\x0bX:1", "a\x85X:1"):
        found = read(calendar_file(event(location=nasty)))
        assert found["STATUS"] == "CONFIRMED"
        assert "X" not in found
