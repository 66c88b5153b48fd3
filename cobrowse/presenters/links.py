"""Addresses in what is said: pages and questions of the person's form to choose from, and links to press."""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from claims.models import Claim
from claims.presenters.links import page_address
from claims.readers.answer_store import localised_spec
from cobrowse.models import HelpRequest
from formspec.rules.answer_types import type_of

# What an address goes on with; a full stop or a comma after it ends the sentence.
REST = r"[\w/#?=&;%.~+-]*[\w/#=]"


def places_of(asked: HelpRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """The pages of the draft that it is about, each with itself and its questions as (where, title), in the language of
    the conversation; none for a claim that was sent, or without one.
    """
    claim = asked.claim
    if claim is None or not claim.is_draft or claim.resident_id != asked.resident_id:
        return []
    with override(asked.language):
        spec = localised_spec(claim)
    found = []
    for key, page in spec.pages.items():
        questions = [(f"{key}#{each['key']}", each["label"]) for each in spec.questions_on(key)]
        found.append((page["title"], [(key, page["title"]), *questions]))
    return found


def instead_url(asked: HelpRequest, way: str) -> str:
    """The first step of asking in another `way` beside this chat, for which the person waits."""
    where = {"claim": asked.claim.public_id if asked.claim else "", "page": asked.page, "question": asked.question}
    named = {"instead": way, **{name: value for name, value in where.items() if value}}
    return f"{reverse('cobrowse:ask', args=['about'])}?{urlencode(named)}"


def questions_of_page(claim: Claim, page: str) -> list[tuple[str, str]]:
    """(key, label) of each question that takes an answer on a page of a form; none for a page that is none of it."""
    spec = localised_spec(claim)
    asked = spec.questions_on(page) if page in spec.pages else []
    return [(each["key"], each["label"]) for each in asked if type_of(each).takes_answer]


def words_of_place(asked: HelpRequest, where: str) -> str:
    """A place of `places_of` as words for the box: its title and address; "" for what is none of them."""
    titles = {place: title for _, places in places_of(asked) for place, title in places}
    if where not in titles:
        return ""
    page, mark, question = where.partition("#")
    address = asked.council.url_of(page_address(asked.claim, page))
    return f"{titles[where]}: {address}{mark}{question}"


def with_links(words: str, site: str) -> SafeString:
    """Words as markup in which addresses that begin with `site` ("https://council.example/") can be pressed. No other
    address can be: nobody is led elsewhere by what somebody said.
    """
    pattern = re.compile(f"{re.escape(escape(site))}(?:{REST})?")
    linked = pattern.sub(lambda found: f'<a class="govuk-link" href="{found[0]}">{found[0]}</a>', escape(words))
    return mark_safe(linked)  # noqa: S308 - escaped before the links are made of what was escaped
