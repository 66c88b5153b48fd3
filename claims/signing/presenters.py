"""What a partner sees of a claim before they sign: whose it is, what is said about themselves, what they declare."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import SecondSignature
from claims.presenters.submission import answer_in_words
from claims.readers.answer_store import localised_spec
from claims.signing.readers import part_hash, part_of

# What a question about the partner is called for the partner, by its fact; others keep the form's words.
OWN_WORDS = {
    "partner.exists": gettext_lazy("You live together as a couple"),
    "partner.name": gettext_lazy("Your name"),
    "partner.dob": gettext_lazy("Your date of birth"),
    "partner.benefits_list": gettext_lazy("Benefits that you get"),
}
DECLARATION = (
    gettext_lazy("What is said about me here is true."),
    gettext_lazy("I agree that this claim is made for both of us."),
    gettext_lazy("I will tell the council straight away if something about me changes."),
    gettext_lazy("I understand that the council can check what is said about me, where the law lets it."),
    gettext_lazy("I understand that if I say what is not true, I may have to pay a penalty or go to court."),
)


def statement_content(signature: SecondSignature) -> dict[str, Any]:
    """The page that the partner signs."""
    claim = signature.claim
    spec = localised_spec(claim)
    rows = [
        {"key": OWN_WORDS.get(question.get("fact", ""), question["label"]), "value": answer_in_words(question, value)}
        for key, value in part_of(claim).items()
        if (question := spec.questions.get(key))
    ]
    return {
        "whose": claim.submission.name or _("the person who sent it"),
        "title": spec.title,
        "sent_on": claim.submitted_at,
        "rows": rows,
        "declaration": DECLARATION,
        "seen": part_hash(claim),
    }


def masked(channel: str, contact: str) -> str:
    """An address or number of which only whoever has it knows the rest: "j•••@example.org", "•••• 123"."""
    if channel == "email":
        name, at, host = contact.partition("@")
        return f"{name[:1]}•••{at}{host}"
    return f"•••• {contact[-3:]}"
