"""The audit trail in plain words: letters of decisions, and notes, of the council's desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

OF_DESK = {
    "claims.letter.film_removed": gettext_lazy("Took the film in sign language off a letter"),
    "claims.letter.filmed": gettext_lazy("Put a film in sign language on a letter"),
    "claims.letter.opened": gettext_lazy("Read the letter of a decision"),
    "claims.letter.posted": gettext_lazy("Posted the letter of a decision"),
    "claims.letter.printed": gettext_lazy("Printed the letter of a decision"),
    "claims.letter.told": gettext_lazy("Wrote down how you were told of a decision without a letter"),
    "claims.note.added": gettext_lazy("Wrote a note on a claim"),
    "claims.note.changed": gettext_lazy("Changed a note on a claim"),
    "claims.note.done": gettext_lazy("Ticked off a note on a claim"),
    "claims.note.file_added": gettext_lazy("Attached a file to a note"),
    "claims.note.file_opened": gettext_lazy("Opened a file of a note"),
    "claims.note.file_removed": gettext_lazy("Removed a file from a note"),
}
