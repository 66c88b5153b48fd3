"""What a council's admin builds in the studio: a draft with two changes and an example, and a form of the council's
own, of which a question can be heard.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actions.councils import change_council, topic_values
from accounts.actors import Actor
from accounts.models import Council, Membership, SettingChange
from accounts.permissions import Role
from claims.actions.statuses import set_form_status
from cobrowse.actions.settings import add_closed_day
from formspec.actions.publishing import Change
from formspec.actions.speaking import can_speak
from formspec.models import Form
from formspec.presenters.spoken import name_of
from notifications.wording.actions import set_words
from studio.actions.drafts import begin_draft, start_empty
from studio.actions.editing import edit_draft
from studio.media.actions import speak_question
from studio.media.presenters import pieces_said, transcript_of
from studio.publishing.actions import publish_draft
from studio.readers.drafts import draft_for

OWN_FORM = "Help with school uniform"
WHERE = "calderbrook"
DARKER = "#173f73"
LATE = {
    "days": "First Thursday of the month", "hours": "9am to 7pm",
    "days_cy": "Dydd Iau cyntaf y mis", "hours_cy": "9am tan 7pm",
}  # fmt: skip
FRIDAY = 4
RECEIVED = {
    "subject": "Thank you, we have your form: {reference}",
    "body": (
        "{council} has your form “{form}”. Your reference is {reference}.\n\n"
        "You do not need to send it again. Sign in to see what happens next: {site}\n\n"
        "Questions? Call {phone} and give your reference."
    ),
}
MEALS = "free-school-meals"
MEALS_RECEIVED = {
    "subject": "We have your form for free school meals: {reference}",
    "body": (
        "{council} has your form “{form}”. Your reference is {reference}.\n\n"
        "Until we have told the school, please pay for meals as before. Sign in to see what happens next: {site}"
    ),
}
MEALS_LOOKED_AT = {
    "message": "Somebody is looking at your form. If you can have free meals, we tell the school for you.",
    "translations": {
        "cy": "Mae rhywun yn edrych ar eich ffurflen. Os gallwch gael prydau am ddim, byddwn yn dweud wrth yr ysgol."
    },
}  # fmt: skip
REFUSED = {
    "subject": "Dear {name}",
    "body": (
        "Thank you for your form “{form}”, which you sent on {day}. We looked at it with care, and I am sorry that the "
        "answer is no. Your reference is {reference}.\n\nIf you would rather talk about it, call {phone}."
    ),
    "review": "We help you to ask: bring this letter to the town hall, and an adviser writes it with you.",
    "closing": "Yours sincerely\n\nThe benefits team\n{council}",
}
EXAMPLE = {
    "name": "A foster carer on her own, on Universal Credit",
    "today": "2026-09-01",
    "answers": {
        "already_get": "no", "safe_contact": "yes", "name": {"first": "Ruth", "last": "Invented"},
        "dob": {"day": "14", "month": "3", "year": "1979"}, "check_by": "nino", "nino": "QQ123456C",
        "relationship": "foster", "has_partner": "no", "fsm_benefits": ["uc"],
    },
    "expect": {
        "shown": ["nino"], "hidden": ["safe_contact_how", "nass", "partner_name", "uc_waiting", "nrpf_income"],
    },
}  # fmt: skip
# The question of the council's own form that can be heard.
SPOKEN = "have_they_had_a_uniform_grant_before"
WHO = "Families on a low income with a child at a new school."
# The council's own form in the languages of its families.
TRANSLATIONS = {
    "ar": {
        "Help with school uniform": "المساعدة في شراء الزي المدرسي",
        WHO: "للأسر ذات الدخل المنخفض ولديها طفل في مدرسة جديدة.",
        "About you": "عنك",
        "Your name": "اسمك",
        "What is your name?": "ما اسمك؟",
        "Your child": "طفلك",
        "What is your child’s name?": "ما اسم طفلك؟",
        "Which school will they go to?": "إلى أي مدرسة سيذهب؟",
        "Have they had a uniform grant before?": "هل حصل من قبل على منحة للزي المدرسي؟",
        "When was the last one?": "متى كانت آخر منحة؟",
        "Agreeing": "الموافقة",
        "Do you agree?": "هل توافق؟",
        "What I have said is true.": "ما قلته صحيح.",
    },
    "pl": {
        "Help with school uniform": "Pomoc w zakupie mundurka szkolnego",
        WHO: "Dla rodzin o niskich dochodach, z dzieckiem w nowej szkole.",
        "About you": "O Tobie",
        "Your name": "Imię i nazwisko",
        "What is your name?": "Jak się nazywasz?",
        "Your child": "Dziecko",
        "What is your child’s name?": "Jak nazywa się dziecko?",
        "Which school will they go to?": "Do jakiej szkoły pójdzie?",
        "Have they had a uniform grant before?": "Czy dziecko otrzymało już dotację na mundurek?",
        "When was the last one?": "Kiedy była ostatnia?",
        "Agreeing": "Zgoda",
        "Do you agree?": "Czy potwierdzasz?",
        "What I have said is true.": "To, co podaję, jest prawdą.",
    },
}


def show_studio(council: Council) -> None:
    """In one of the demo's councils; what is there stays."""
    admin = Membership.objects.select_related("user").filter(roles__contains=[Role.ADMIN]).order_by("pk").first()
    if council.slug != WHERE or admin is None or Form.objects.filter(slug="help-with-school-uniform").exists():
        return
    by = Actor(council=council, user=admin.user, membership=admin, second_factor=True)
    _own_form(by)
    slug = begin_draft(slug=MEALS, by=by).form.slug
    words = {"who_it_is_for": "Families in Calderbrook with children at school, on Universal Credit or a low income."}
    edit_draft(slug=slug, operation="change_words", parameters={"words": words}, by=by)
    asked = {"title": "Food at school", "label": "Is there food that a child cannot eat?", "type": "long_text"}
    edit_draft(slug=slug, operation="add_section", parameters=asked, by=by)
    edit_draft(slug=slug, operation="add_example", parameters={"example": EXAMPLE}, by=by)


def _own_form(by: Actor) -> None:
    draft = start_empty(title=OWN_FORM, by=by)
    slug = draft.form.slug
    for operation, parameters in (
        ("change_words", {"words": {"who_it_is_for": WHO}}),
        ("add_section", {"title": "Your child", "label": "What is your child’s name?", "type": "name"}),
        ("add_question", {"page": "your-child", "label": "Which school will they go to?", "type": "text"}),
        ("add_question", {"page": "your-child", "label": "Have they had a uniform grant before?", "type": "yes_no"}),
        ("add_question", {"page": "your-child", "label": "When was the last one?", "type": "month_year"}),
        (
            "set_condition",
            {
                "on": "question", "key": "when_was_the_last_one",
                "tests": [{"q": "have_they_had_a_uniform_grant_before", "op": "equals", "value": "yes"}],
            },
        ),
        ("add_section", {"title": "Agreeing", "label": "Do you agree?", "type": "declaration"}),
    ):  # fmt: skip
        draft = edit_draft(slug=slug, operation=operation, parameters=parameters, by=by)
    for language, translations in TRANSLATIONS.items():
        said = {"language": language, "translations": translations}
        draft = edit_draft(slug=slug, operation="set_translations", parameters=said, by=by)
    if can_speak():
        pieces = pieces_said(draft.source, SPOKEN, "en")
        speak_question(
            slug=slug, key=SPOKEN, language="en", pieces=[(piece.language, piece.words) for piece in pieces],
            of=name_of(pieces), transcript=transcript_of(pieces), by=by,
        )  # fmt: skip
        draft = draft_for(by, slug)
    publish_draft(slug=slug, number=draft.number, onto=None, change=Change(), by=by)


def show_settings(council: Council) -> None:
    """In one of the demo's councils; what is there stays."""
    admin = Membership.objects.select_related("user").filter(roles__contains=[Role.ADMIN]).order_by("pk").first()
    is_there = SettingChange.objects.filter(code="council.colours").exists()
    if council.slug != WHERE or admin is None or is_there:
        return
    by = Actor(council=council, user=admin.user, membership=admin, second_factor=True)
    for colour in (DARKER, council.colour):
        values = topic_values(council, "council.colours") | {"colour": colour}
        change_council(topic="council.colours", values=values, by=by)
    hours = [*council.opening_hours, LATE] if LATE not in council.opening_hours else council.opening_hours
    change_council(topic="council.hours", values={"opening_hours": hours}, by=by)
    today = timezone.localdate()
    friday = today + dt.timedelta(days=14 + (FRIDAY - today.weekday()) % 7)
    add_closed_day(day=friday, name="Staff training", by=by)
    set_words(template="claim_submitted", language="en-gb", **RECEIVED, by=by)
    set_words(template="letter_refused", language="en-gb", **REFUSED, by=by)
    set_words(template="claim_submitted", language="en-gb", form=MEALS, **MEALS_RECEIVED, by=by)
    set_form_status(code="in-progress", slug=MEALS, own=MEALS_LOOKED_AT, by=by)
