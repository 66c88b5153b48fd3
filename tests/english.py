"""What the calculator says, in English, for tests that compare sentences."""

import dataclasses

from core.rules.messages import Phrase


def english(value):
    """The same value with a sentence in place of each message in it: dataclasses, tuples, lists and dicts."""
    if isinstance(value, Phrase):
        return str(value)
    if dataclasses.is_dataclass(value):
        fields = {each.name: english(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    if isinstance(value, dict):
        return {key: english(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(english(each) for each in value)
    return value
