"""The history of settings in words, and the council's own settings in it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.councils import TOPICS, change_council, topic_values
from accounts.actions.logos import logo_type
from accounts.actors import Actor
from accounts.history import Setting, add_setting, settings_kept
from accounts.models import Council, SettingChange
from accounts.settling.actions import can_undo
from calculator.household.areas import REGIONS, authorities, rental_market_areas
from core.rules.money import format_money

WAR_PENSIONS = {"all": gettext_lazy("all of them"), "10": gettext_lazy("£10 a week")}


def value_in_words(value: Any) -> str:
    """A value that says itself, a line for each of several."""
    if value is None or value in ("", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {value_in_words(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "\n".join(value_in_words(each) for each in value)
    return str(value)


def change_shown(change: SettingChange) -> dict[str, Any]:
    """One change as its page lists it: what, who, when, and each field that changed, before and after."""
    setting = settings_kept().get(change.code)
    fields = setting.fields if setting else {}
    before, after = change.before or {}, change.after or {}
    rows = [
        (words, _said(setting, name, before.get(name)), _said(setting, name, after.get(name)))
        for name, words in fields.items()
        if before.get(name) != after.get(name)
    ]
    return {
        "change": change,
        # Its number tells two changes within a minute apart.
        "named": _("%(setting)s, %(at)s, change %(number)s")
        % {
            "setting": setting.title if setting else change.code,
            "at": f"{timezone.localtime(change.at):%d.%m.%Y %H:%M}",
            "number": change.pk,
        },
        "title": setting.title if setting else change.code,
        "kind": "added" if change.before is None else "removed" if change.after is None else "changed",
        "rows": rows,
        "can_undo": can_undo(change),
        "why_final": setting.why_final if setting and not can_undo(change) else "",
    }


def _said(setting: Setting | None, name: str, value: Any) -> str:
    say = setting.in_words.get(name) if setting else None
    return say(value) if say and value not in (None, "", [], {}) else value_in_words(value)


def history_choices() -> list[tuple[str, Promise]]:
    """Every kind of setting for the filter, by its title."""
    return sorted(((each.code, each.title) for each in settings_kept().values()), key=lambda pair: str(pair[1]))


def history_address(code: str) -> str:
    """The history of one kind of setting."""
    return f"{reverse('council:history')}?of={code}"


def logo_address(text: str) -> str:
    """A picture as an address that a page can show before it is kept; "" for none."""
    return f"data:{logo_type(base64.b64decode(text))};base64,{text}" if text else ""


def logo_in_words(text: str) -> str:
    """How large a picture is."""
    return _("a picture of %(bytes)s bytes") % {"bytes": len(base64.b64decode(text))}


def _hours(lines: list[dict[str, str]]) -> str:
    said = [f"{line['days']}: {line['hours']}" for line in lines]
    return "\n".join(
        [*said, *(f"{each['days_cy']}: {each.get('hours_cy', '')}" for each in lines if "days_cy" in each)]
    )


def _languages(codes: list[str]) -> str:
    names = dict(settings.LANGUAGES)
    return ", ".join(str(names.get(code, code)) for code in codes)


def _bills(bills: dict[str, float]) -> str:
    return "\n".join(f"{band}: {format_money(str(bill))}" for band, bill in sorted(bills.items()))


_TITLES = {
    "council.names": (gettext_lazy("Names"), "council:names"),
    "council.logo": (gettext_lazy("Logo"), "council:logo"),
    "council.colours": (gettext_lazy("Colours"), "council:colours"),
    "council.contact": (gettext_lazy("Contact"), "council:contact"),
    "council.hours": (gettext_lazy("Opening hours"), "council:hours"),
    "council.languages": (gettext_lazy("Languages"), "council:languages"),
    "council.area": (gettext_lazy("Area and council tax"), "council:area"),
}
_FIELDS = {
    "name": gettext_lazy("Name"),
    "name_cy": gettext_lazy("Name in Welsh"),
    "logo": gettext_lazy("Logo"),
    "colour": gettext_lazy("Colour"),
    "colour_text": gettext_lazy("Colour of text on it"),
    "phone": gettext_lazy("Phone"),
    "text_phone": gettext_lazy("Text phone"),
    "email": gettext_lazy("Email"),
    "address": gettext_lazy("Address"),
    "website": gettext_lazy("Website"),
    "opening_hours": gettext_lazy("Opening hours"),
    "languages": gettext_lazy("Languages"),
    "region": gettext_lazy("Region"),
    "local_authority": gettext_lazy("Local authority"),
    "broad_rental_market_area": gettext_lazy("Broad rental market area"),
    "council_tax_by_band": gettext_lazy("Council tax by band"),
    "war_pensions_left_out": gettext_lazy("War pensions left out"),
    "postcode_districts": gettext_lazy("Postcode districts"),
}
_IN_WORDS: dict[str, Callable[[Any], str]] = {
    "logo": logo_in_words,
    "opening_hours": _hours,
    "languages": _languages,
    "region": lambda code: REGIONS.get(code, code),
    "local_authority": lambda code: authorities().get(code, code),
    "broad_rental_market_area": lambda code: rental_market_areas().get(code, code),
    "council_tax_by_band": _bills,
    "postcode_districts": ", ".join,
    "war_pensions_left_out": lambda code: str(WAR_PENSIONS[code]),
}


def topic_in_words(council: Council, topic: str) -> list[tuple[str, str]]:
    """What holds of a topic now: each field's name and its value in words."""
    setting = settings_kept()[topic]
    values = topic_values(council, topic)
    return [(str(words), _said(setting, name, values[name])) for name, words in setting.fields.items()]


def _of_council(topic: str) -> Setting:
    def put_back(_subject: str, values: dict[str, Any], by: Actor) -> None:
        change_council(topic=topic, values=values, by=by)

    title, page = _TITLES[topic]
    return Setting(
        code=topic, title=title, page=page, fields={name: _FIELDS[name] for name in TOPICS[topic]},
        in_words=_IN_WORDS, now=lambda council, _subject: topic_values(council, topic), put_back=put_back,
    )  # fmt: skip


for _topic in TOPICS:
    add_setting(_of_council(_topic))
