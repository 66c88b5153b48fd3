"""Calendar files: what RFC 5545 asks for."""

import datetime as dt

from jobjournal.rules.calendar import Meeting, calendar_file

AT = dt.datetime(2026, 7, 1, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def meeting(**more) -> Meeting:
    given = {"uid": "1@council", "what": "Work coach", "starts_at": AT, "minutes": 30, "place": "", "with_whom": ""}
    return Meeting(**{**given, "changes": 2, "changed_at": AT, **more})


def test_times_are_in_utc_and_lines_end_as_they_must():
    text = calendar_file([meeting()])
    assert "DTSTART:20260701T133000Z\r\nDTEND:20260701T140000Z\r\n" in text
    assert "SEQUENCE:2\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.replace("\r\n", "").count("\n") == 0


def test_marks_of_the_format_are_escaped_so_nobody_adds_lines():
    text = calendar_file([meeting(what="A; b, c\\d\r\nATTENDEE:x", place="Hall, 2")])
    assert "SUMMARY:A\\; b\\, c\\\\d\\nATTENDEE:x\r\n" in text
    assert "\r\nATTENDEE" not in text
    assert "LOCATION:Hall\\, 2\r\n" in text


def test_long_lines_are_folded_between_letters():
    text = calendar_file([meeting(what="ملاقات " * 30)])
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "ملاقات " * 29 in text.replace("\r\n ", "")
