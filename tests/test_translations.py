"""The interface has all of its Welsh, and every translation leaves room for what its message is filled with."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from core.catalogue import messages_in_use, missing_from, placeholders, read_catalogue, unused_in, update_catalogue

ROOT = Path(__file__).resolve().parent.parent
WELSH = ROOT / "locale" / "cy" / "LC_MESSAGES" / "django.po"


def as_tuple(text):
    return text if isinstance(text, tuple) else (text,)


@pytest.fixture(scope="module")
def used():
    return messages_in_use(ROOT)


def test_the_interface_has_all_of_its_welsh(used):
    lacking = [f"{message.locations[0][0]}: {message.id}" for message in missing_from(read_catalogue(WELSH), used)]
    assert lacking == [], "put these in locale/cy (manage.py missing_translations --update adds them, empty)"


def test_the_catalogue_holds_nothing_that_is_not_used(used):
    assert [message.id for message in unused_in(read_catalogue(WELSH), used)] == []


def test_placeholders_survive_translation():
    for message in read_catalogue(WELSH):
        if not message.id:
            continue
        wanted = set().union(*(placeholders(text) for text in as_tuple(message.id)))
        for form in as_tuple(message.string):
            # The singular of a plural may do without what the others need.
            assert placeholders(form) <= wanted, message.id
        assert set().union(*(placeholders(form) for form in as_tuple(message.string))) == wanted, message.id


def test_messages_are_found_in_python_and_in_templates(used):
    for text in ("Save and continue", "Enter a sort code", "Start now", "Your sign-in code"):
        assert used.get(text) is not None, text
    plural = used.get("%(number)s answer is still needed")
    assert plural.id == ("%(number)s answer is still needed", "%(number)s answers are still needed")


def test_a_new_message_and_a_fuzzy_one_are_missing_and_a_dropped_one_is_unused(tmp_path):
    (tmp_path / "templates").mkdir()
    page = """{% load i18n %}{% trans "Old" %}{% trans "Doubtful" %}{% blocktrans trimmed with n=1 %}
        New {{ n }}{% endblocktrans %}{% trans "May" context "month" %}"""
    (tmp_path / "templates" / "page.html").write_text(page)
    catalogue = tmp_path / "django.po"
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    catalogue.write_text(
        f'{header}msgid "Old"\nmsgstr "Hen"\n\n#, fuzzy\nmsgid "Doubtful"\nmsgstr "Efallai"\n\n'
        'msgid "Dropped"\nmsgstr "Wedi mynd"\n\n# From a library.\nmsgid "Theirs"\nmsgstr "Eu un nhw"\n'
    )
    in_use = messages_in_use(tmp_path)
    known = read_catalogue(catalogue)
    assert [message.id for message in missing_from(known, in_use)] == ["Doubtful", "New %(n)s", "May"]
    assert [message.id for message in unused_in(known, in_use)] == ["Dropped"]
    update_catalogue(catalogue, in_use)
    updated = read_catalogue(catalogue)
    assert [message.id for message in updated if message.id] == ["Old", "Doubtful", "Theirs", "New %(n)s", "May"]
    assert updated.get("May", "month").string == ""


def test_plurals_count_as_welsh_does():
    with WELSH.open("rb") as file:
        assert read_po(file).num_plurals == 4
    with translation.override("cy"):
        forms = [translation.ngettext("%(days)s day", "%(days)s days", days) for days in (1, 2, 3)]
    assert forms == ["%(days)s diwrnod", "%(days)s ddiwrnod", "%(days)s diwrnod"]


def test_the_words_of_libraries_on_our_pages_are_welsh():
    with translation.override("cy"):
        assert translation.gettext("This field is required.") != "This field is required."
        assert translation.gettext("Incorrect code.") == "Mae'r cod yn anghywir."
        assert translation.gettext("January") == "Ionawr"
