"""The form in which an admin builds a sentence from boxes: lines of words and answers, and questions of their own."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules.numbers import whole_number
from jobjournal.forms.editor import LANGUAGE_LABELS, in_each_language, key_field, new_key
from jobjournal.library import LANGUAGES, RIGHT_TO_LEFT, known_questions
from jobjournal.models import SentenceTemplate
from jobjournal.presenters.grammar_words import problem_words
from jobjournal.rules.pieces import ARTICLE, BEGINS, COUNT, GOES_ON, Piece, pieces_of, text_of
from jobjournal.rules.sentences import NAME, GrammarProblem, Template, build_sentence, check_template, gap_names

MOST_LINES, MOST_LETTERS, EMPTY_LINES = 24, 600, 3
OWN_QUESTIONS = 2
SAMPLES = {"text": "sample", "number": 4, "minutes": 45, "date": "2026-11-17", "day": "2026-11-30", "time": "10:30"}
TYPES = [
    ("text", gettext_lazy("Words")),
    ("number", gettext_lazy("A number")),
    ("minutes", gettext_lazy("How long something took")),
    ("date", gettext_lazy("A day, said with the day of the week")),
    ("day", gettext_lazy("A day")),
    ("time", gettext_lazy("A time")),
]
HOW = [
    ("", gettext_lazy("As it is")),
    (ARTICLE, gettext_lazy("With a or an before it")),
    (COUNT, gettext_lazy("Counted, with the words below")),
]
PART = [
    ("", gettext_lazy("Always said")),
    (BEGINS, gettext_lazy("Left out when its answer is empty")),
    (GOES_ON, gettext_lazy("Left out together with the line above")),
]
LINE = ("words", "answer", "how", "one", "many", "part")
_MARKS = re.compile(r"[{}\[\]|]")


class SentenceForm(forms.Form):
    """A sentence in lines. `kept` are the questions it has; those that no library knows are the council's own."""

    position = forms.IntegerField(
        label=gettext_lazy("Place in the list"), min_value=0, max_value=9999,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("Offer it to people"), required=False)

    def __init__(
        self, *args: Any, kept: list[dict[str, Any]], is_new: bool, is_add_on: bool, language: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.is_add_on, library = is_add_on, known_questions()
        self.known = {**library, **{each["name"]: each for each in kept if each["name"] in library}}
        given = self.data if self.is_bound else self.initial
        there = sum(f"words_{line}" in given for line in range(MOST_LINES))
        wanted = there if self.is_bound and there else there + EMPTY_LINES
        self.numbers = range(min(MOST_LINES, wanted))
        self.owns = range(max(OWN_QUESTIONS, sum(f"own_{own}_en" in given for own in range(MOST_LINES))))
        labels = in_each_language("label", _("What people choose it by"), required=False, most=80)
        self.fields = {
            **({"key": key_field()} if is_new else {}),
            **{name: field for line in self.numbers for name, field in self._line(line, language).items()},
            **{name: field for own in self.owns for name, field in _own_fields(own).items()},
            **self.fields,
            **labels,
        }

    def _line(self, line: int, language: str) -> dict[str, forms.Field]:
        said = sorted(
            ((name, each["prompts"].get(language) or each["prompts"]["en"]) for name, each in self.known.items()),
            key=lambda pair: pair[1],
        )
        own = [(f"own{own}", _("Your own question %(number)s") % {"number": own + 1}) for own in self.owns]
        number = {"number": line + 1}
        fields: dict[str, forms.Field] = {
            "words": forms.CharField(
                label=_("Line %(number)s: words") % number, required=False, max_length=200,
                widget=forms.TextInput(attrs={"lang": "en"}),
            ),
            "answer": forms.ChoiceField(
                label=_("Line %(number)s: then the answer to") % number, required=False,
                choices=[("", _("No answer")), *own, *said],
            ),
            "how": forms.ChoiceField(label=_("Line %(number)s: how it is said") % number, required=False, choices=HOW),
            "one": forms.CharField(
                label=_("Line %(number)s: counted, the word for one, like job") % number, required=False, max_length=30
            ),
            "many": forms.CharField(
                label=_("Line %(number)s: the word for several, like jobs") % number, required=False, max_length=30
            ),
            "part": forms.ChoiceField(
                label=_("Line %(number)s: when it is said") % number, required=False, choices=PART
            ),
        }  # fmt: skip
        return {f"{name}_{line}": field for name, field in fields.items()}

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The boxes of each line."""
        return [[self[f"{name}_{line}"] for name in LINE] for line in self.numbers]

    @property
    def own_questions(self) -> list[list[forms.BoundField]]:
        """The boxes of each question of the council's own."""
        return [[self[name] for name in _own_fields(own)] for own in self.owns]

    @property
    def others(self) -> list[forms.BoundField]:
        """The boxes after those."""
        drawn = {each.name for group in (*self.lines, *self.own_questions) for each in group}
        return [self[name] for name in self.fields if name not in drawn and name != "key"]

    def clean_key(self) -> str:
        return new_key(self.cleaned_data["key"])

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        for line in self.numbers:
            self._check_line(line)
        if not self.errors:
            try:
                check_template(self.template())
            except GrammarProblem as problem:
                self.add_error(self._where(problem.code), problem_words(problem))
        if not self.errors and len(self.text()) > MOST_LETTERS:
            self.add_error("words_0", _("Shorten the sentence to %(most)s letters or fewer") % {"most": MOST_LETTERS})
        return clean

    def _check_line(self, line: int) -> None:
        said = {name: self.cleaned_data.get(f"{name}_{line}", "") for name in LINE}
        for name in ("words", "one", "many"):
            if _MARKS.search(said[name]):
                self.add_error(f"{name}_{line}", _("Leave out { } [ ] and |: answers are chosen in the box beside"))
        if said["how"] == COUNT and not (said["one"] and said["many"]):
            self.add_error(f"one_{line}", _("Write both words: for one and for several, like job and jobs"))
        if said["how"] == COUNT and said["answer"] and self._type(said["answer"]) != "number":
            self.add_error(f"how_{line}", _("Only a number is counted. Choose another answer, or say it as it is"))
        if said["part"] and self.is_add_on:
            self.add_error(f"part_{line}", _("A sentence that follows others is optional itself: say this always"))
        own = said["answer"].removeprefix("own") if said["answer"].startswith("own") else ""
        english = f"own_{own}_en"
        if whole_number(own, most=99) is not None and not self.cleaned_data.get(english) and english not in self.errors:
            self.add_error(english, _("Write the question in English"))

    def _type(self, answer: str) -> str:
        if answer in self.known:
            return str(self.known[answer]["type"])
        return str(self.cleaned_data.get(f"own_{answer.removeprefix('own')}_type", ""))

    def _where(self, code: str) -> str:
        """The box that a problem of the whole sentence is about."""
        used = [line for line in self.numbers if any(self.cleaned_data.get(f"{name}_{line}") for name in LINE)]
        if code == "optional_without_gap":
            return next(f"part_{line}" for line in used if self.cleaned_data[f"part_{line}"])
        return f"words_{used[-1] if used and code == 'no_stop' else 0}"

    def names_of_own(self) -> dict[str, str]:
        """The name of each question of the council's own that is written: it stays the same once it has one."""
        names: dict[str, str] = {}
        for own in self.owns:
            prompt = self.cleaned_data.get(f"own_{own}_en", "")
            kept = self.cleaned_data.get(f"own_{own}_name", "")
            if prompt:
                name = kept if NAME.fullmatch(kept) else _name_of(prompt)
                taken = {*names.values(), *self.known}
                names[f"own{own}"] = next(
                    each for each in (name, *(f"{name}_{number}" for number in range(2, 99))) if each not in taken
                )
        return names

    def text(self) -> str:
        """The sentence in the grammar."""
        names = self.names_of_own()
        pieces = []
        for line in self.numbers:
            words, answer, how, one, many, part = (self.cleaned_data[f"{name}_{line}"] for name in LINE)
            if words or answer:
                pieces.append(Piece(words, names.get(answer, answer), how, one, many, part))
        return text_of(pieces)

    def questions(self) -> list[dict[str, Any]]:
        """The question of each gap: the council's own, or that of the library."""
        own = {name: self._own_question(code.removeprefix("own"), name) for code, name in self.names_of_own().items()}
        known = {**self.known, **own}
        return [known[name] for name in gap_names(self.text()) if name in known]

    def _own_question(self, own: str, name: str) -> dict[str, Any]:
        kind = self.cleaned_data[f"own_{own}_type"]
        prompts = {code: self.cleaned_data[f"own_{own}_{code}"] for code in LANGUAGES}
        texts = {code: text for code, text in prompts.items() if text}
        return {"name": name, "type": kind, "prompts": texts, "choices": [], "sample": SAMPLES[kind]}

    def template(self) -> Template:
        """The sentence with the types of its gaps. Raises GrammarProblem."""
        return Template(self.text(), {each["name"]: each["type"] for each in self.questions()})

    def tried(self) -> list[str]:
        """The sentence on sample values, and without its optional parts if it has any."""
        samples = {each["name"]: each["sample"] for each in self.questions()}
        needed = set(gap_names(self.text(), optional=False))
        bare = {name: value for name, value in samples.items() if name in needed}
        return list(dict.fromkeys(build_sentence(self.template(), values) for values in (samples, bare)))

    def columns(self) -> dict[str, Any]:
        """The columns of SentenceTemplate."""
        clean = self.cleaned_data
        labels = {code: clean[f"label_{code}"] for code in LANGUAGES if clean[f"label_{code}"]}
        return {
            "text": self.text(),
            "questions": self.questions(),
            "labels": labels,
            "position": clean["position"],
            "is_active": clean["is_active"],
        }


def _own_fields(own: int) -> dict[str, forms.Field]:
    number = {"number": own + 1}
    fields: dict[str, forms.Field] = {
        f"own_{own}_name": forms.CharField(required=False, max_length=40, widget=forms.HiddenInput),
        f"own_{own}_type": forms.ChoiceField(
            label=_("Your own question %(number)s: what is answered") % number, choices=TYPES, required=False
        ),
    }
    for code in LANGUAGES:
        attributes = {"lang": code, "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr"}
        words = {**number, "language": LANGUAGE_LABELS[code]}
        fields[f"own_{own}_{code}"] = forms.CharField(
            label=_("Your own question %(number)s: %(language)s") % words, max_length=120, required=False,
            widget=forms.TextInput(attrs=attributes),
        )  # fmt: skip
    return fields


def _name_of(prompt: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", prompt.lower()).strip("_")[:30].strip("_")
    return name if NAME.fullmatch(name) else f"own_{name}".rstrip("_")


def sentence_initial(sentence: SentenceTemplate) -> dict[str, Any]:
    """A sentence as its form shows it."""
    library = known_questions()
    own = {
        each["name"]: number for number, each in enumerate(q for q in sentence.questions if q["name"] not in library)
    }
    initial: dict[str, Any] = {
        "position": sentence.position,
        "is_active": sentence.is_active,
        **{f"label_{code}": text for code, text in sentence.labels.items()},
    }
    for line, piece in enumerate(pieces_of(sentence.text)):
        answer = f"own{own[piece.name]}" if piece.name in own else piece.name
        said = (piece.words, answer, piece.how, piece.one, piece.many, piece.part)
        initial |= {f"{name}_{line}": value for name, value in zip(LINE, said, strict=True)}
    for question in sentence.questions:
        if question["name"] in own:
            number = own[question["name"]]
            initial |= {f"own_{number}_name": question["name"], f"own_{number}_type": question["type"]}
            initial |= {f"own_{number}_{code}": question["prompts"].get(code, "") for code in LANGUAGES}
    return initial
