"""The strict test room is strict: each kind of luck is planted and seen."""

from __future__ import annotations

import random
import re

import pytest
from django.template import engines

from accounts.models import Membership, User
from tests.strict import in_another_order
from tests.test_repository import TEMPLATES, name

FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)


def render(template: str, **context) -> str:
    """A template that exists only here."""
    return engines["django"].from_string(template).render(context)


# --- rows ---


@pytest.fixture
def users(db):
    """Three users; no order is declared for their model."""
    return [User.objects.create_user(name, email=f"{name}@example.org") for name in ("one", "two", "three")]


def test_no_order_stays_as_it_was():
    for number in range(50):
        assert in_another_order([1, 2, 3], random.Random(number)) != [1, 2, 3]
    assert in_another_order([1], random.Random(1)) == [1]


def test_unordered_rows_come_in_another_order(users):
    assert list(User.objects.all()) != users
    assert list(User.objects.values_list("pk", flat=True)) != [user.pk for user in users]
    assert set(User.objects.all()) == set(users)


def test_ordered_rows_stay(users):
    assert list(User.objects.order_by("pk")) == users
    assert User.objects.get(username="two") == users[1]
    assert User.objects.first() == users[0]


def test_the_first_of_no_order_fails(users):
    with pytest.raises(pytest.fail.Exception, match="any rows"):
        User.objects.all()[0]


def test_a_lock_without_its_table_fails(db):
    with pytest.raises(pytest.fail.Exception, match="of="):
        Membership.objects.select_for_update().select_related("user").first()
    assert Membership.objects.select_for_update(of=("self",)).select_related("user").first() is None


# --- templates ---


@pytest.mark.parametrize(
    "template",
    [
        "{{ missing }}",
        "{{ known.missing }}",
        "{{ missing|upper }}",
        "{% for one in missing %}{% endfor %}",
        "{% with one=missing %}{% endwith %}",
        "{% load i18n %}{% blocktranslate %}Hello {{ missing }}{% endblocktranslate %}",
    ],
)
def test_a_missing_variable_fails(template):
    with pytest.raises(pytest.fail.Exception, match="missing"):
        render(template, known={})


def test_a_variable_may_be_optional_by_name():
    assert render("{% if missing %}a{% endif %}{{ missing|default:'b' }}{{ known }}", known="c") == "bc"


def unprotected_forms(template: str) -> list[str]:
    """The forms of a template that post without the token against forgery."""
    return [
        form
        for form in FORM.findall(template)
        if re.match(r"<form\b[^>]*\bmethod=[\"']?post", form, re.IGNORECASE) and "{% csrf_token %}" not in form
    ]


def test_forms_that_post_carry_their_token():
    forms = [form for text in TEMPLATES.values() for form in FORM.findall(text) if 'method="post"' in form]
    assert len(forms) > 20
    assert {name(path): found for path, text in TEMPLATES.items() if (found := unprotected_forms(text))} == {}


def test_a_form_without_its_token_would_be_seen():
    assert unprotected_forms('<form class="a" method="post"><button>Go</button></form>')
    assert not unprotected_forms('<form method="post">{% csrf_token %}</form><form method="get"></form>')
