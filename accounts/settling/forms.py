"""What an admin types about their council, a form for each topic. `values` gives what `change_council` takes."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.logos import logo_type
from accounts.rules.logos import MAX_BYTES, NotALogo
from calculator.household.areas import REGIONS, authorities, bills_by_band, region_of, rental_market_areas
from core.govuk.branding import READABLE, contrast, readable_near
from core.govuk.fields import LongText, MoneyField
from core.rules.postcodes import clean_postcode
from core.rules.typed import plain

COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
BANDS = "ABCDEFGH"
# Lines for opening hours on the page: those that are there, and some empty ones.
EMPTY_LINES, MOST_LINES = 2, 14
OWN = settings.LANGUAGE_CODE


class TopicForm(forms.Form):
    """One topic. `initial` is what holds, as the history keeps it."""

    def values(self) -> dict[str, Any]:
        """What is to hold from now on."""
        return dict(self.cleaned_data)


class NamesForm(TopicForm):
    """What the council is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100,
        help_text=gettext_lazy("As people know it. It heads every page, message and letter."),
        error_messages={"required": gettext_lazy("Enter the council’s name")},
    )  # fmt: skip
    name_cy = forms.CharField(label=gettext_lazy("Name in Welsh (optional)"), max_length=100, required=False)


class ColourField(forms.CharField):
    """#rrggbb, with or without its #."""

    def clean(self, value: Any) -> str:
        found = COLOUR.fullmatch(plain(super().clean(value)).strip())
        if not found:
            raise ValidationError(_("Write a colour as # and six digits or letters from a to f, like #1d4f91"))
        return f"#{found[1].lower()}"


class ColoursForm(TopicForm):
    """The council's colour, and that of text on it: refused where people could not read it."""

    colour = ColourField(
        label=gettext_lazy("Colour"), help_text=gettext_lazy("Of the bar at the top and of buttons, like #1d4f91."),
        error_messages={"required": gettext_lazy("Enter a colour")},
        widget=forms.TextInput(attrs={"spellcheck": False, "class": "govuk-input--width-10", "autocomplete": "off"}),
    )  # fmt: skip
    colour_text = ColourField(
        label=gettext_lazy("Colour of text on it"), help_text=gettext_lazy("White is #ffffff."),
        error_messages={"required": gettext_lazy("Enter the colour of text")},
        widget=forms.TextInput(attrs={"spellcheck": False, "class": "govuk-input--width-10", "autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.keys() >= {"colour", "colour_text"}:
            ratio = contrast(said["colour"], said["colour_text"])
            if ratio < READABLE:
                words = _(
                    "Text in %(text)s on %(colour)s has a contrast of %(ratio)s to 1. People need %(least)s to 1. "
                    "Try %(better)s with the same text."
                )
                figures = {"ratio": f"{ratio:.1f}", "least": READABLE, "text": said["colour_text"]}
                better = readable_near(said["colour"], said["colour_text"])
                self.add_error("colour", words % {**figures, "colour": said["colour"], "better": better})
        return said


class LogoForm(TopicForm):
    """The council's logo: another picture, the one there, or none."""

    logo = forms.FileField(
        label=gettext_lazy("Picture"), required=False,
        help_text=gettext_lazy("PNG, JPEG, WebP or a plain SVG, 40 kB at the most. It is shown 40 pixels high."),
    )  # fmt: skip
    none = forms.BooleanField(label=gettext_lazy("No logo: the name alone"), required=False)

    def clean_logo(self) -> str:
        """The picture that is to hold as text: the one sent now, else the one that the page had."""
        sent = self.cleaned_data["logo"]
        if sent is None or isinstance(sent, str):
            return self._checked(str(self.data.get("kept", "") or self.initial.get("logo", "")))
        if sent.size > MAX_BYTES:
            raise ValidationError(_("The picture must have 40 kB or less"))
        return self._checked(base64.b64encode(sent.read()).decode())

    def _checked(self, text: str) -> str:
        try:
            if text:
                logo_type(base64.b64decode(text, validate=True))
        except (NotALogo, ValueError) as error:
            words = _("Choose a PNG, JPEG, WebP or SVG picture, without scripts or links in it, 40 kB at the most")
            raise ValidationError(words) from error
        return text

    def values(self) -> dict[str, Any]:
        """The picture as text, "" for none."""
        return {"logo": "" if self.cleaned_data["none"] else self.cleaned_data["logo"]}


class ContactForm(TopicForm):
    """How people reach the council."""

    phone = forms.CharField(label=gettext_lazy("Phone (optional)"), max_length=30, required=False)
    text_phone = forms.CharField(
        label=gettext_lazy("Text phone (optional)"), max_length=30, required=False,
        help_text=gettext_lazy("For people who cannot hear or speak on the phone, like 18001 01632 960 001."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Email (optional)"), required=False,
        error_messages={"invalid": gettext_lazy("Enter an email address, like benefits@northby.gov.uk")},
    )  # fmt: skip
    address = forms.CharField(
        label=gettext_lazy("Postal address (optional)"), max_length=500, required=False,
        widget=LongText(attrs={"rows": 4}),
    )  # fmt: skip
    website = forms.URLField(
        label=gettext_lazy("Website (optional)"), required=False, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter the address of the website, like https://www.northby.gov.uk/")},
    )  # fmt: skip


class HoursForm(TopicForm):
    """Opening hours as people read them, a line for some days, with Welsh words where the council has Welsh."""

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = self.initial.get("opening_hours", [])
        self.parts = {"days": _("days"), "hours": _("hours")}
        if "cy" in languages:
            self.parts |= {"days_cy": _("days in Welsh"), "hours_cy": _("hours in Welsh")}
        self.lines = range(min(MOST_LINES, max(len(there) + EMPTY_LINES, self._posted())))
        for line in self.lines:
            for part, words in self.parts.items():
                label = _("Line %(number)s: %(part)s") % {"number": line + 1, "part": words}
                known = there[line].get(part, "") if line < len(there) else ""
                self.fields[f"{part}_{line}"] = forms.CharField(
                    label=label, max_length=100, required=False, initial=known
                )

    def _posted(self) -> int:
        return sum(f"days_{line}" in self.data for line in range(MOST_LINES)) if self.is_bound else 0

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for line in self.lines:
            days, hours = said.get(f"days_{line}", ""), said.get(f"hours_{line}", "")
            if bool(days) != bool(hours):
                self.add_error(f"{'hours' if days else 'days'}_{line}", _("Write both the days and the hours"))
        return said

    def values(self) -> dict[str, Any]:
        """The lines that are not empty."""
        said, kept = self.cleaned_data, []
        for line in self.lines:
            row = {part: said[f"{part}_{line}"] for part in self.parts if said[f"{part}_{line}"]}
            if "days" in row:
                kept.append(row)
        return {"opening_hours": kept}


class LanguagesForm(TopicForm):
    """The languages that people can choose beside English."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages beside English"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[pair for pair in settings.LANGUAGES if pair[0] != OWN],
        help_text=gettext_lazy(
            "Whoever chose one that you take away has the pages and messages in English from then on."
        ),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """English first."""
        return {"languages": [OWN, *self.cleaned_data["languages"]]}


class AreaForm(TopicForm):
    """Where the council is, its council tax, and how much of war pensions it leaves out."""

    local_authority = forms.ChoiceField(
        label=gettext_lazy("Local authority"), required=False,
        help_text=gettext_lazy("As the calculator knows it. The region follows from it."),
        choices=lambda: [("", "–"), *sorted(authorities().items(), key=lambda pair: pair[1])],
    )  # fmt: skip
    region = forms.ChoiceField(
        label=gettext_lazy("Region, where no authority is chosen"), choices=list(REGIONS.items()),
        error_messages={"required": gettext_lazy("Choose a region")},
    )  # fmt: skip
    broad_rental_market_area = forms.ChoiceField(
        label=gettext_lazy("Broad rental market area"), required=False,
        help_text=gettext_lazy("It decides Local Housing Allowance. Without it, the region’s largest area counts."),
        choices=lambda: [("", "–"), *sorted(rental_market_areas().items(), key=lambda pair: pair[1])],
    )  # fmt: skip
    war_pensions_left_out = forms.ChoiceField(
        label=gettext_lazy("How much of war pensions do Housing Benefit and Council Tax Reduction leave out?"),
        required=False, widget=forms.RadioSelect,
        choices=[
            ("all", gettext_lazy("All of them, as the council has resolved")),
            ("10", gettext_lazy("£10 a week, the law without a resolution")),
            ("unknown", gettext_lazy("Not known: estimates show both")),
        ],
    )  # fmt: skip

    postcode_districts = forms.CharField(
        label=gettext_lazy("Postcode districts in your area (optional)"), max_length=1000, required=False,
        widget=LongText(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The first halves of its postcodes, like OL11, OL12. Whoever gives a home elsewhere is told that another "
            "council may be theirs, and can go on. List every district that is partly yours."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["postcode_districts"] = ", ".join(self.initial.get("postcode_districts", []))
        bills = self.initial.get("council_tax_by_band", {})
        self.initial["war_pensions_left_out"] = self.initial.get("war_pensions_left_out") or "unknown"
        for band in BANDS:
            self.fields[f"band_{band}"] = MoneyField(
                label=_("Council tax of band %(band)s, a year") % {"band": band}, required=False,
                initial=f"{bills[band]:.2f}" if band in bills else "",
                help_text=_("With band D alone, the others follow by law.") if band == "A" else "",
            )  # fmt: skip

    def clean_postcode_districts(self) -> list[str]:
        """In capitals, each once, in order."""
        typed = re.split(r"[\s,;]+", plain(self.cleaned_data["postcode_districts"]).upper().strip())
        districts = sorted({district for district in typed if district})
        wrong = next((district for district in districts if not clean_postcode(f"{district} 1AA")), None)
        if wrong:
            raise ValidationError(
                _("“%(district)s” is not the first half of a postcode, like OL16") % {"district": wrong}
            )
        return districts

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for band in BANDS:
            amount = said.get(f"band_{band}")
            if amount is not None and not 100 <= amount <= 20_000:
                self.add_error(f"band_{band}", _("Give the bill of a whole year in pounds, like 2310.50"))
        return said

    def values(self) -> dict[str, Any]:
        """Region by the authority where there is one; every band by band D where it stands alone."""
        said = self.cleaned_data
        given = {band: float(said[f"band_{band}"]) for band in BANDS if said[f"band_{band}"] is not None}
        region = region_of(said["local_authority"]) if said["local_authority"] else said["region"]
        war = said["war_pensions_left_out"]
        return {
            "local_authority": said["local_authority"],
            "region": region,
            "broad_rental_market_area": said["broad_rental_market_area"],
            "council_tax_by_band": bills_by_band(given["D"], region) if given.keys() == {"D"} else given,
            "postcode_districts": said["postcode_districts"],
            "war_pensions_left_out": "" if war == "unknown" else war,
        }


FORMS: Mapping[str, type[TopicForm]] = {
    "council.names": NamesForm,
    "council.logo": LogoForm,
    "council.colours": ColoursForm,
    "council.contact": ContactForm,
    "council.hours": HoursForm,
    "council.languages": LanguagesForm,
    "council.area": AreaForm,
}
