"""What is typed and chosen of sound and films."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk.fields import LongText
from formspec.actions import speaking
from formspec.rules.media import captions, film

MEGA = 1024 * 1024
MOST_LETTERS = 6000
LANGUAGES = {"en": gettext_lazy("English"), "cy": gettext_lazy("Welsh")}


def _file(label: Any, required: Any, hint: Any, accept: str) -> forms.FileField:
    return forms.FileField(
        label=label, help_text=hint, widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={"required": required, "empty": gettext_lazy("The file is empty. Choose another one.")},
    )  # fmt: skip


def _transcript() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What is said in it"), max_length=MOST_LETTERS, widget=LongText(attrs={"rows": 6}),
        help_text=gettext_lazy("Every word, and what has to be heard or seen to understand it. Markdown."),
        error_messages={
            "required": gettext_lazy("Write what is said in it, for people who cannot hear it"),
            "max_length": gettext_lazy("Shorten this to %(limit_value)d letters"),
        },
    )  # fmt: skip


class SoundForm(forms.Form):
    """A recording with its words."""

    language = forms.ChoiceField(
        label=gettext_lazy("In which language?"), choices=list(LANGUAGES.items()), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the language")},
    )  # fmt: skip
    sound = _file(
        gettext_lazy("Recording"), gettext_lazy("Choose the recording"),
        "", ".mp3,.wav",
    )  # fmt: skip
    transcript = _transcript()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = {"most": speaking.MOST_BYTES // MEGA}
        self.fields["sound"].help_text = _("An MP3 or WAV file, smaller than %(most)s MB.") % most

    def clean_sound(self) -> Any:
        return _no_larger(self.cleaned_data["sound"], speaking.MOST_BYTES)


class FilmForm(forms.Form):
    """A film with its captions and its words."""

    film = _file(
        gettext_lazy("Film"), gettext_lazy("Choose the film"),
        "", ".mp4",
    )  # fmt: skip
    captions = _file(
        gettext_lazy("Captions"), gettext_lazy("Choose the captions"),
        gettext_lazy("A WebVTT file: what is said, each sentence with its time."), ".vtt",
    )  # fmt: skip
    transcript = _transcript()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("An MP4 file with H.264 pictures and AAC sound, smaller than %(most)s MB.")
        self.fields["film"].help_text = words % {"most": film.MOST_BYTES // MEGA}

    def clean_film(self) -> Any:
        return _no_larger(self.cleaned_data["film"], film.MOST_BYTES)

    def clean_captions(self) -> Any:
        return _no_larger(self.cleaned_data["captions"], captions.MOST_BYTES)


def _no_larger(upload: Any, most: int) -> Any:
    if upload.size > most:
        size = f"{most // MEGA} MB" if most >= MEGA else f"{most // 1000} KB"
        raise forms.ValidationError(_("The file must be smaller than %(size)s.") % {"size": size})
    return upload
