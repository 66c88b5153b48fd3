"""What would make an entry stronger: hints, and none where nothing is missing."""

import pytest

from jobjournal.library import starter_sentences
from jobjournal.rules.hints import missing_details

LIBRARY = {source["key"]: source for source in starter_sentences() if source["use"] == "entry"}


@pytest.mark.parametrize("key", LIBRARY)
def test_a_sentence_with_every_part_lacks_at_most_its_time(key):
    source = LIBRARY[key]
    values = {question["name"]: question["sample"] for question in source["questions"]}
    types = {question["name"]: question["type"] for question in source["questions"]}
    found = missing_details(activity=source["activity"], values=values, types=types, minutes=45)
    assert found in ([], ["who_or_where"], ["outcome"], ["who_or_where", "outcome"]), found
    assert "how_long" not in found


def test_a_reference_is_asked_for_where_there_can_be_one():
    types = {"employer": "text", "reference": "text", "duration": "minutes"}
    values = {"employer": "Hale", "duration": 30}
    assert missing_details(activity="applied", values=values, types=types, minutes=30) == ["outcome", "reference"]


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("I looked for jobs.", ["how_long", "who_or_where", "outcome"]),
        ("I phoned Hale & Sons for half an hour and they said to send my CV.", []),
        ("I rang the bakery. They will call back.", ["how_long"]),
        ("Spent 20 minutes at the library.", ["outcome"]),
    ],
)
def test_free_text_is_looked_through(text, hints):
    assert missing_details(activity="phoned_employer", values={}, types={}, minutes=None, own_words=text) == hints


def test_words_in_another_language_are_only_asked_how_long():
    said = {"activity": "research", "values": {}, "types": {}, "own_words": "میں بیکری گیا", "language": "ur"}
    assert missing_details(**said, minutes=None) == ["how_long"]
    assert missing_details(**said, minutes=15) == []
