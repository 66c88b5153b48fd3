"""What the fields of a person's archive are called where people read it; computers get their names."""

from __future__ import annotations

TITLES = {
    "about": "What it is about",
    "access_needs": "What helps to use the service",
    "answers": "What was answered",
    "at": "When",
    "benefit_code": "Benefit",
    "born_on": "Date of birth",
    "by_label": "By",
    "contact_by": "Ways to be contacted",
    "content": "File",
    "context": "What the message was filled with",
    "date_joined": "Account since",
    "email": "Email address",
    "external_id": "Number in the council’s own system",
    "fact": "What is known",
    "for_whom": "Whose claim it is",
    "from_day": "From",
    "good_times": "Good times to be reached",
    "key": "Question",
    "kind": "What kind",
    "letter_sha256": "Fingerprint of the letter",
    "may_call": "May be called",
    "minutes_a_week": "Minutes a week",
    "bounced": "Addresses and numbers at which messages do not arrive",
    "nino_key": "Mark of the National Insurance number",
    "not_mine": "Records that were said to be somebody else’s",
    "pence": "Amount in pence",
    "phone": "Phone number",
    "rests_on": "Which checks it rests on",
    "row": "Entry in a list",
    "safe_to_contact": "Safe to contact",
    "secret": "Words (kept encrypted)",
    "sent_in": "Mark of the browser that sent it",
    "sorted_out": "Sorted out, as they said",
    "source": "Where it came from",
    "state": "How it stands",
    "undone_why": "Why it was undone",
    "unsafe_draft": "The form that says it is not safe",
    "until": "Until",
    "urgencies": "Why it cannot wait",
    "value": "Answer",
    "way": "How",
    "why": "Why",
    "with_whom": "With whom",
}
# A moment or a day: "sent_at" is "When: sent".
MOMENTS = ("_at", "_on")


def field_title(name: str) -> str:
    """The title of a field in plain English: its own, or its name in words."""
    if name in TITLES:
        return TITLES[name]
    stem = name.removesuffix(MOMENTS[0]).removesuffix(MOMENTS[1])
    words = stem.replace("_", " ")
    return f"When: {words}" if stem != name else words.capitalize()
