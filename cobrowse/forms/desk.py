"""What an adviser types and chooses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Team
from cobrowse.actions.talking import MOST_LETTERS
from cobrowse.forms.asking import TOO_LONG
from cobrowse.models import CannedReply, Duty, HelpRequest, Topic
from cobrowse.rules.ready_words import matches
from core.govuk.fields import LongText
from core.rules.numbers import whole_number

MOST_KEY, MOST_FIND = 2**63 - 1, 60
STATES = [
    (Duty.State.HERE, _("On duty: I take people")),
    (Duty.State.AWAY, _("Away: nobody new, I keep the people I talk with")),
    (Duty.State.OFF, _("Off duty: the people I talk with go back to the queue, with their places")),
]
OUTCOMES = [
    (HelpRequest.Outcome.ANSWERED, _("Their question is answered")),
    (HelpRequest.Outcome.DONE_TOGETHER, _("We did it together")),
    (HelpRequest.Outcome.PASSED_ON, _("Passed on to somebody else")),
    (HelpRequest.Outcome.UNFINISHED, _("Not finished")),
]


class DutyForm(forms.Form):
    """Whether the adviser takes people, and how many at once."""

    state = forms.ChoiceField(
        label=_("Are you on duty?"), choices=STATES, widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you are on duty")},
    )  # fmt: skip
    most_people = forms.TypedChoiceField(
        label=_("How many people at once"), coerce=int,
        error_messages={"required": _("Say how many people you take at once")},
    )  # fmt: skip
    sounds = forms.BooleanField(
        label=_("A short sound when somebody asks or writes"), required=False,
        help_text=_(
            "Only on the page of live help, once you have pressed something there. Its title says it in any case."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["most_people"].choices = [(number, str(number)) for number in range(1, most + 1)]


class StaffWordsForm(forms.Form):
    """Something to say, or ready words or the address of a page to put into the box first; of the ready words only
    those that match what was asked for (`find`), if any does. The same page sent twice says it once.
    """

    words = forms.CharField(
        label=_("Your message"), max_length=MOST_LETTERS, widget=LongText(attrs={"rows": 3}),
        error_messages={"required": _("Write a message"), "max_length": TOO_LONG},
    )  # fmt: skip
    find = forms.CharField(label=_("Find ready words"), max_length=MOST_FIND, required=False)
    reply = forms.ChoiceField(label=_("Ready words"), required=False)
    place = forms.ChoiceField(label=_("A page or question of their form"), required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, replies: list[CannedReply], places: list[Any], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Your message to %(name)s") % {"name": name}
        self.replies = {each.code: each for each in replies}
        asked = "" if self.is_bound else self.initial.get("find", "")[:MOST_FIND]
        found = [each for each in replies if matches(asked, each.title, each.words)]
        titles = [(each.code, each.title) for each in found or replies]
        self.fields["reply"].choices = [("", _("Choose ready words")), *titles]
        if asked.strip():
            self.fields["reply"].help_text = _found_words(len(found), asked)
        self.fields["place"].choices = [("", _("Choose a page or question")), *places]
        if not replies:
            del self.fields["reply"], self.fields["find"]
        if not places:
            del self.fields["place"]


def _found_words(number: int, asked: str) -> str:
    """How many of the ready words match; where none does, all of them can be chosen."""
    if not number:
        return gettext("Nothing matches “%(asked)s”. These are all ready words.") % {"asked": asked}
    return ngettext("%(number)s matches “%(asked)s”.", "%(number)s match “%(asked)s”.", number) % {
        "number": number, "asked": asked,
    }  # fmt: skip


class NoteForm(forms.Form):
    """A note that only staff read."""

    note = forms.CharField(
        label=_("Add a note"), help_text=_("Only staff see it. The person may ask to see what is kept about them."),
        max_length=MOST_LETTERS, widget=LongText(attrs={"rows": 2}),
        error_messages={"required": _("Write the note first"), "max_length": TOO_LONG},
    )  # fmt: skip
    note_id = forms.UUIDField(widget=forms.HiddenInput)


class PassOnForm(forms.Form):
    """To which colleague ("person-" and their key) or team ("team-") a conversation goes, and what they should know."""

    to = forms.ChoiceField(
        label=_("Who takes over?"), widget=forms.RadioSelect, error_messages={"required": _("Choose who takes over")}
    )
    note = forms.CharField(
        label=_("What should they know?"), help_text=_("Only staff see it."), required=False, max_length=MOST_LETTERS,
        widget=LongText(attrs={"rows": 3}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(
        self, *args: Any, colleagues: list[tuple[Membership, bool]], teams: list[tuple[Team, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(f"person-{each.pk}", _person_words(each, there)) for each, there in colleagues]
        self.fields["to"].choices = [*((f"team-{each.pk}", _team_words(each, there)) for each, there in teams), *people]

    def chosen(self) -> tuple[str, int]:
        """("person" or "team", key) of a valid form."""
        kind, _dash, key = self.cleaned_data["to"].partition("-")
        return kind, whole_number(key, most=MOST_KEY) or 0


def _person_words(colleague: Membership, there: bool) -> str:
    name = colleague.display_name
    return gettext("%(name)s, on duty now") % {"name": name} if there else name


def _team_words(team: Team, there: int) -> str:
    """A team to choose, with whether anybody of it would see the person now."""
    if there:
        return gettext("The team “%(name)s”: on duty now: %(number)s") % {"name": team.name, "number": there}
    return gettext(
        "The team “%(name)s”: nobody of it is on duty now, so they wait in the queue for anybody, with their place"
    ) % {"name": team.name}


class WrapUpForm(forms.Form):
    """What it was about, in the council's words, and what came of it."""

    topic = forms.TypedChoiceField(
        label=_("What was it about?"), coerce=int, error_messages={"required": _("Choose what it was about")},
    )  # fmt: skip

    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=OUTCOMES, widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it")},
    )  # fmt: skip
    resolved = forms.TypedChoiceField(
        label=_("Was that all they needed?"), choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        error_messages={"required": _("Say whether that was all they needed")},
    )  # fmt: skip

    def __init__(self, *args: Any, topics: list[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("Choose a topic")), *((each.pk, each.name) for each in topics)]
        if not topics:
            del self.fields["topic"]
