"""Every sentence the form engine says about an answer, and how a question is named inside a sentence."""

import re
from typing import Any

from core.rules.emails import PROBLEMS as EMAIL_PROBLEMS
from core.rules.messages import Phrase


def gettext_noop(text: str) -> str:
    """Mark a template for makemessages; the translation happens where it is shown."""
    return text


_ = gettext_noop

TEMPLATES = {
    # Nothing was answered.
    "enter": _("Enter %(what)s"),
    "enter_text_for": _("Enter an answer to “%(label)s”"),
    "enter_date_for": _("Enter a date for “%(label)s”"),
    "enter_amount_for": _("Enter an amount for “%(label)s”"),
    "enter_number_for": _("Enter a number for “%(label)s”"),
    "select": _("Select %(what)s"),
    "select_for": _("Select an answer to “%(label)s”"),
    "select_yes_if": _("Select yes if %(statement)s"),
    "as_asked": _("%(label)s"),
    "agree": _("Tick the box to agree to the declaration"),
    "upload": _("Upload %(what)s"),
    "upload_for": _("Upload a file for “%(label)s”"),
    "add_row": _("Add at least one answer to “%(label)s”"),
    # Something was answered that we cannot take.
    "too_long": _("%(What)s must be %(limit)s characters or fewer"),
    "too_many_lines": _("%(What)s must have %(limit)s lines or fewer"),
    "option_unknown": _("Select one of the answers listed for “%(label)s”"),
    "too_many_rows": _("You can add up to %(limit)s here"),
    "one_name": _("Enter a last name, or carry on if there is only one name"),
    "first_name": _("Enter a first name, or carry on if there is only one name"),
    "line1": _("Enter the first line of the address"),
    "town": _("Enter the town or city"),
    "postcode": _("Enter the postcode"),
    "postcode_format": _("Enter a full UK postcode, like AB1 2DE"),
    "postcode_abroad": _("The postcode must be %(limit)s characters or fewer"),
    **{f"email_{reason}": sentence for reason, sentence in EMAIL_PROBLEMS.items()},
    "phone_format": _(
        "Enter a phone number, like 01632 960 001 or 07700 900 982. Start with + if it is not a UK number"
    ),
    "nino_format": _("Enter a National Insurance number in the correct format, like AB 12 34 56 C"),
    "date_missing": _("%(What)s must include a %(part)s"),
    "date_missing_two": _("%(What)s must include a %(part)s and a %(part2)s"),
    "date_not_real": _("%(What)s must be a real date"),
    "date_long_ago": _("%(What)s is too long ago. Check the year"),
    "year_unlikely": _("%(What)s: you entered the year %(year)s. Check it, and carry on if it is right."),
    "year_short": _("Year must have 4 numbers"),
    "date_future": _("%(What)s must be in the past"),
    "too_young": _("You must be 16 or over to use this form. Check %(what)s"),
    "adult_too_young": _("This person must be 16 or over. Check %(what)s"),
    "number_format": _("%(What)s must be a whole number, like 3"),
    "decimal_format": _("%(What)s must be a number, like 37 or 37.5"),
    "amount_unlikely": _("%(What)s: you entered %(given)s. Check it, and carry on if it is right."),
    "number_negative": _("%(What)s must be 0 or more"),
    "number_large": _("%(What)s must be %(limit)s or less"),
    "money_format": _("%(What)s must be an amount of money, like 120 or 120.50"),
    "money_words": _(
        "%(What)s must be in numbers, like 85 or 85.50. Leave out words and letters like “pw” or “a week”"
    ),
    "money_negative": _("%(What)s must be 0 or more"),
    "money_large": _("%(What)s is too large. Check the amount"),
    "frequency": _("Select how often"),
    "account_name": _("Enter the name on the account"),
    "sort_code": _("Enter a sort code"),
    "sort_code_format": _("Enter a valid sort code, like 30 94 30"),
    "account_number": _("Enter an account number"),
    "account_number_format": _("Enter a valid account number: 6 to 8 numbers, like 00733445"),
    "roll_number_format": _("Roll number must be 18 characters or fewer and only include letters, numbers, - / or ."),
    "modulus": _(
        "This sort code and account number do not seem to belong together. Check them against your bank card or "
        "statement. Our list of banks is from %(year)s, so carry on if they are right."
    ),
    "four_digits": _("%(What)s must be 4 numbers, like 1234"),
    "nine_digits": _("%(What)s must be 9 numbers, sometimes followed by letters, like 123456789"),
    "signature": _(
        "You gave your name as %(name)s earlier in the form. Check what you typed, and carry on if it is right."
    ),
}

# Words shown with an answer rather than about it.
WORDS = {
    "day": _("day"),
    "month": _("month"),
    "year": _("year"),
    "yes": _("Yes"),
    "no": _("No"),
    "unsure": _("I am not sure"),
    "agreed": _("Agreed"),
    "weekly": _("every week"),
    "fortnightly": _("every 2 weeks"),
    "four_weekly": _("every 4 weeks"),
    "monthly": _("every month"),
    "quarterly": _("every 3 months"),
    "yearly": _("every year"),
    "row": _("Entry %(number)s"),
    "called": _("%(what)s %(number)s"),
    "not_answered": _("Not answered"),
    "account": _("account ending %(digits)s"),
    "not_shown": _("an answer that we do not show here"),
}
AGREE = _("I have read these statements and I agree")

_IMPERATIVE = re.compile(r"(Tell|List|Type|Upload|Describe|Explain|Say|Give|Add|Write|Pick|Choose|Tick)\b")
_DETERMINER = re.compile(r"(your|their|his|her|its|the|a|an|any|how|what|when|where|who|which|why)\b", re.IGNORECASE)
_YES_IF = (
    (re.compile(r"Do (you(?: or your partner)? [^,]+)\?"), "{}"),
    (re.compile(r"Are (you or your partner) ([^,]+)\?"), "{} are {}"),
    (re.compile(r"Have (you or your partner) ([^,]+)\?"), "{} have {}"),
    (re.compile(r"Are (you) (?!or\b)([^,]+)\?"), "{} are {}"),
    (re.compile(r"Have (you) (?!or\b)([^,]+)\?"), "{} have {}"),
)
# How a sentence begins about a question whose label names nothing.
THE_DATE, THE_AMOUNT, THE_NUMBER = _("The date"), _("The amount"), _("The number")
YOUR_ANSWER = _("Your answer")


def message(code: str, question: dict[str, Any] | None = None, *, unnamed: str = YOUR_ANSWER, **params: str) -> Phrase:
    """Return the message of TEMPLATES, with the question's names (what, What) where the sentence has them.

    A message about a question always holds its label: other languages name the question by it.
    """
    template = TEMPLATES[code]
    named = names(question, unnamed) if question else {}
    wanted = {"label", *re.findall(r"%\((\w+)\)s", template)}
    return Phrase(template, {key: value for key, value in {**named, **params}.items() if key in wanted})


def names(question: dict[str, Any], unnamed: str = YOUR_ANSWER) -> dict[str, str]:
    """Return how to name the question: its label, `what` inside a sentence and `What` at its start.

    `what` is the question's own `short`, or made from a label that is a name ("Your date of birth"). A label
    that asks or tells has none, and then `What` is `unnamed`, a plain word such as "The amount".
    """
    label = question["label"]
    what = question.get("short") or _noun_from(label)
    if not what:
        return {"label": label, "What": unnamed, "what": YOUR_ANSWER.lower()}
    bare = re.sub(r"^(your|the) ", "", what)
    return {"label": label, "what": what, "What": bare[:1].upper() + bare[1:]}


def _noun_from(label: str) -> str:
    if "?" in label or ", and" in label or len(label) > 70 or _IMPERATIVE.match(label):
        return ""
    first, _space, rest = label.partition(" ")
    # "National Insurance number" and "DWP letter" keep their capitals.
    proper = first.isupper() or rest[:1].isupper()
    lowered = label[:1].lower() + label[1:]
    if _DETERMINER.match(label):
        return lowered
    return f"the {label if proper else lowered}"


def ask_to_enter(question: dict[str, Any], otherwise: str = "enter_text_for") -> Phrase:
    """Return what to say when nothing was typed; `otherwise` is the message for a label that names nothing."""
    return _as_asked(question) or message("enter" if _is_named(question) else otherwise, question)


def ask_to_upload(question: dict[str, Any]) -> Phrase:
    """Return what to say when no file was given."""
    return _as_asked(question) or message("upload" if _is_named(question) else "upload_for", question)


def ask_to_select(question: dict[str, Any]) -> Phrase:
    """Return what to say when nothing was picked. A label such as "Savings" does not say what there is to pick."""
    return _as_asked(question) or message("select" if question.get("short") else "select_for", question)


def ask_yes_if(question: dict[str, Any]) -> Phrase:
    """Return what to say when neither yes nor no was picked: what yes means, where the label says it."""
    for pattern, statement in _YES_IF:
        if match := pattern.fullmatch(question["label"]):
            return message("select_yes_if", question, statement=statement.format(*match.groups()))
    return ask_to_select(question)


def _as_asked(question: dict[str, Any]) -> Phrase | None:
    """A label that tells what to do says it best itself."""
    tells = _IMPERATIVE.match(question["label"]) and not question.get("short")
    return message("as_asked", question) if tells else None


def _is_named(question: dict[str, Any]) -> bool:
    return bool(question.get("short") or _noun_from(question["label"]))
