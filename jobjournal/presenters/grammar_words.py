"""What is wrong with a template, as a sentence for the admin who wrote it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jobjournal.rules.sentences import GrammarProblem


def problem_words(problem: GrammarProblem) -> str:
    """The sentence beside the field: what is wrong, where, and what to write instead."""
    sentences = {
        "optional_without_gap": _("The optional part “%(part)s” has no gap in it, so it would always be said."),
        "brackets_unpaired": _("Each [[ needs a ]] after it, before the next [[."),
        "bracket_alone": _("Write an optional part between two square brackets: [[ and ]]."),
        "braces_unpaired": _("Each { needs a } after it: a gap is written like {employer}."),
        "plural_words": _("In %(part)s, write both words: for one and for several, like {count:job|jobs}."),
        "not_a_gap": _("%(part)s is not a gap. Write {name}, {a:name} or {name:job|jobs}."),
        "gap_name": _("%(part)s is not a gap: its name has small letters, figures and _ only."),
        "no_question": _("There is no question that fills %(part)s. Add one below, or take the gap out."),
        "plural_needs_number": _("%(part)s counts, so its question must ask for a number."),
        "no_stop": _("End the sentence with a full stop."),
        "no_capital": _("Begin the sentence with a capital letter."),
        "two_spaces": _("There are two spaces together. Leave one."),
    }
    return sentences[problem.code] % {"part": problem.part}
