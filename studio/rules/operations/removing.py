"""Taking parts out of a form: first everything that uses them is shown, then it goes with them."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator

from core.rules.messages import say
from studio.rules.finding import Source, all_of, digest, place_of
from studio.rules.refusals import InUse, Refused, Use
from studio.rules.uses import Going, take_away


def settle(source: Source, going: Going, seen: str) -> None:
    """Take away every use of what goes; seen: the digest of the uses that were shown. Raises InUse, Refused."""
    uses = take_away(copy.deepcopy(source), Going(going.questions, going.pages, going.named, going.option))
    if uses and seen != digest_of(uses):
        raise InUse(uses)
    take_away(source, going)


def _with_fields(source: Source, key: str) -> Iterator[str]:
    """A question and what is asked in its rows. Raises Refused."""
    question = place_of(source, key)[0]
    yield key
    yield from (field["key"] for field in question.get("fields", ()))


def digest_of(uses: list[Use]) -> str:
    """What a page posts back of the uses that it showed."""
    return digest([[str(use.what), str(use.becomes)] for use in uses])


def drop_questions(
    source: Source, keys: set[str], seen: str, along: Collection[str] = (), option: tuple[str, str] = ("", "")
) -> None:
    """Take questions out, those in rows and those that go along too, with the pages and sections that have none left;
    and every use of them, and of the choice that the caller takes out. Raises InUse, Refused.
    """
    keys = keys | {each for key in along for each in _with_fields(source, key)}
    pages = {
        page["key"]
        for section in source["sections"]
        for page in section["pages"]
        if keys >= set(page["questions"])
    }  # fmt: skip
    if all(page["key"] in pages for section in source["sections"] for page in section["pages"]):
        raise Refused(say("A form has at least one question."))
    groups = [each for each, _section, _group in all_of(source) if "fields" in each and each["key"] not in keys]
    if any(keys >= {field["key"] for field in group["fields"]} for group in groups):
        raise Refused(say("A row asks at least one question."))
    settle(source, Going(questions=keys, pages=pages, option=option), seen)
    for group in groups:
        group["fields"] = [field for field in group["fields"] if field["key"] not in keys]
    for section in source["sections"]:
        section["questions"] = [question for question in section["questions"] if question["key"] not in keys]
        section["pages"] = [page for page in section["pages"] if page["key"] not in pages]
        for page in section["pages"]:
            page["questions"] = [key for key in page["questions"] if key not in keys]
    source["sections"] = [section for section in source["sections"] if section["questions"]]
