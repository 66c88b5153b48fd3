"""What the desk of a new council starts with: ready words for messages to claimants."""

from __future__ import annotations

from pathlib import Path

import yaml

FILE = Path(__file__).parent / "ready_words.yaml"


def starter_ready_words() -> list[dict[str, str]]:
    """Ready words: code, language, title and words."""
    return [
        {"code": each["code"], "language": language, "title": each["title"][language], "words": words}
        for each in yaml.safe_load(FILE.read_text())["ready_words"]
        for language, words in each["words"].items()
    ]
