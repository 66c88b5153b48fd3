"""What may be said when a form is published, and the file that a form comes from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk.fields import LongText
from core.rules.yaml_files import YamlRefused
from formspec.models import FormVersion
from formspec.rules.sources.packed import MOST_PACKED, PackRefused, is_packed, unpack
from formspec.rules.sources.yaml_text import MAX_BYTES, SourceRefused, read_source

# How many problems of a file are said at once.
MOST_PROBLEMS = 10
_HINTS = {
    FormVersion.Applies.MUST: _(
        "For law and eligibility. Everybody who is part-way moves to it, keeps every answer and is asked what is new."
    ),
    FormVersion.Applies.MAY_WAIT: _(
        "Whoever has begun the form finishes it as it was. Everybody else gets the new version."
    ),
    FormVersion.Applies.WORDS: _("Better words, guidance or translations. Nobody is asked anything else."),
}


class PublishForm(forms.Form):
    """How the new version applies to those who are part-way: nobody chooses it for the admin."""

    applies = forms.ChoiceField(
        label=_("What does this mean for people who have begun the form?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what this means for people who have begun the form.")},
    )
    because = forms.CharField(
        label=_("Why has the form changed?"),
        help_text=_("Needed for what must apply. People read it: “This form changed on 3 December. …”"),
        required=False, max_length=500, widget=LongText(attrs={"rows": 3}),
    )  # fmt: skip
    because_cy = forms.CharField(
        label=_("The same in Welsh, if you have it"),
        required=False, max_length=500, widget=LongText(attrs={"rows": 3, "lang": "cy"}),
    )  # fmt: skip
    despite = forms.CharField(
        label=_("Why publish although an example fails?"), help_text=_("It is kept with the version."),
        max_length=500, widget=LongText(attrs={"rows": 3}),
        error_messages={"required": _("Say why the form is published although an example fails.")},
    )  # fmt: skip
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    onto = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, words_alone: bool, is_first: bool, failing: bool = False, **kwargs: Any) -> None:
        """is_first: nobody can have begun a form that was never published, so nothing is asked. failing: an example
        fails, so publishing needs a reason.
        """
        super().__init__(*args, **kwargs)
        if not failing:
            del self.fields["despite"]
        if is_first:
            for name in ("applies", "because", "because_cy"):
                self.fields[name].widget = forms.HiddenInput()
            self.initial["applies"] = FormVersion.Applies.MAY_WAIT
        offered = [each for each in FormVersion.Applies if words_alone or each != FormVersion.Applies.WORDS]
        self.fields["applies"].choices = [(each.value, each.label) for each in offered]
        self.fields["applies"].option_hints = {each.value: _HINTS[each] for each in offered}

    def clean(self) -> dict[str, Any]:
        """What must apply says why."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("applies") == FormVersion.Applies.MUST and not said.get("because"):
            self.add_error("because", _("Say why, in a sentence that people who are part-way will read."))
        return said


class ImportForm(forms.Form):
    """A form as YAML, and what becomes of the one that has its name."""

    file = forms.FileField(
        label=_("The form's file"),
        help_text=_("A YAML file that a council or the library has exported, or a zip file with its sound and films."),
        error_messages={"required": _("Choose the file of a form.")},
    )
    where = forms.CharField(
        label=_("Where does it come from?"),
        help_text=_("The council, or your test platform. It is kept beside the form."),
        max_length=100, error_messages={"required": _("Say where the form comes from.")},
    )  # fmt: skip
    into = forms.ChoiceField(
        label=_("If you have a form of that name already"), required=False, widget=forms.RadioSelect,
        choices=[
            ("draft", _("Put it into the draft of that form. What is in the draft now goes.")),
            ("new", _("Make another form of it, under another name.")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The sound and films that came along, by name, as they came.
        self.packed_media: dict[str, bytes] = {}

    def clean_file(self) -> dict[str, Any]:
        """The source in the file, of right shape; how it is wrong is said in words."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_PACKED:
            raise forms.ValidationError(_("The file is too large to be a form."))
        content = upload.read()
        try:
            if is_packed(content):
                packed = unpack(content)
                content, self.packed_media = packed.text, packed.media
            if len(content) > MAX_BYTES:
                raise forms.ValidationError(_("The file is too large to be a form."))
            return read_source(content.decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is no text in UTF-8.")) from None
        except SourceRefused as refused:
            raise forms.ValidationError(refused.problems[:MOST_PROBLEMS]) from None
        except (PackRefused, YamlRefused) as refused:
            raise forms.ValidationError(str(refused)[:300]) from None


class SettingsForm(forms.Form):
    """How a council publishes its forms."""

    second_person = forms.ChoiceField(
        label=_("Must a second person agree before a form is published?"),
        help_text=_("Nobody who has edited it, and not whoever publishes it. An edit afterwards ends the agreement."),
        choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect,
        error_messages={"required": _("Say whether a second person must agree.")},
    )  # fmt: skip
