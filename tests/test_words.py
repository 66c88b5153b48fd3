"""How hard the words are that residents read in forms, guidance, estimates and passported help; explained terms."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean

import pytest

from scripts import words
from scripts.reading import age, terms
from scripts.reading.texts import everything, sentences


@pytest.fixture(scope="module")
def measured():
    return words.measured()


@pytest.mark.slow
def test_no_sentence_is_too_hard_but_those_with_a_reason(measured):
    assert [words.line(each) for each in measured if each.too_old()] == [], "say it in plainer words (make words)"


@pytest.mark.slow
def test_on_average_every_form_and_every_part_of_an_estimate_is_for_readers_of_nine_to_eleven(measured):
    ages = defaultdict(list)
    for each in measured:
        ages[each.text.place.split(" ")[0]].append(each.age)
    assert len(ages) > 50
    assert {place: round(mean(found), 1) for place, found in ages.items() if mean(found) > age.OLDEST_ON_AVERAGE} == {}
    assert mean(each.age for each in measured) < 9.5


@pytest.mark.slow
def test_every_exception_is_used_is_too_hard_and_has_its_reason(measured):
    ages = {each.text.sentence: each.age for each in measured}
    for sentence, reason in age.known()["exceptions"].items():
        assert ages[sentence] > age.OLDEST, sentence
        assert len(reason) > 20, sentence


@pytest.mark.slow
def test_every_name_and_every_known_word_is_used(measured):
    everything_said = "\n".join(each.text.sentence for each in measured)
    assert [name for name in age.known()["names"] if name not in everything_said] == []
    assert [word for word in age.known()["known"] if word not in everything_said.lower()] == []


@pytest.mark.slow
def test_the_command_lists_the_hardest_first_and_fails_for_one_that_is_too_hard(capsys):
    assert words.main(["--first", "3", "--in", "formspec/library/blue-badge"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert float(lines[0][:4]) >= float(lines[1][:4]) >= float(lines[2][:4])
    assert lines[0].split()[1].startswith("formspec/library/blue-badge")
    assert lines[-1].endswith("0 pass 13 years.")
    assert words.main(["--first", "0", "--oldest", "12"]) == 1
    assert "pass 12 years." in capsys.readouterr().out


@pytest.mark.slow
def test_the_terms_that_people_stumble_over_are_explained_where_they_stand():
    assert list(terms.unexplained()) == [], "explain it beside the question or in the sentence, or use other words"


def test_a_term_wants_its_explanation_beside_it_or_is_not_used_at_all():
    cap = terms.Term("benefit cap", "[Bb]enefit cap", "limit", ("The benefit cap",))
    assert cap.lacking(("Has the benefit cap been taken off?", "Look at your statement."))
    assert not cap.lacking(("Has the benefit cap been taken off?", "It is a limit on your benefits."))
    assert not cap.lacking(("The benefit cap",))
    assert not cap.lacking(("Your rent",))
    assert terms.Term("backdated", "backdated").lacking(("It can be backdated.",))


def test_the_terms_are_those_that_were_found():
    assert len(terms.terms()) == 24
    assert {each.term for each in terms.terms()} >= {"benefit cap", "appointee", "deputy", "assessment period"}


def test_long_sentences_are_measured_by_their_length_and_their_syllables():
    plain = "You pay rent for the flat and you live there with your two boys."
    heavy = (
        "Your contractual liability necessitates verification by the appropriate departmental administrator concerned."
    )
    longer = plain[:-1] + " and with your mum and your dad and your aunt and her dog and their cat."
    assert age.reading_age(plain) < 9
    assert age.reading_age(heavy) > 20
    assert age.reading_age(plain) < age.reading_age(longer) < age.reading_age(heavy)


def test_short_texts_are_measured_by_their_hard_words():
    assert age.reading_age("Your rent") == 8
    assert age.reading_age("Your accommodation") == 11
    assert age.reading_age("Your contractual accommodation") == 14
    assert age.hard_words("Your contractual accommodation") == ["contractual", "accommodation"]


def test_names_quotations_figures_and_parameters_are_not_counted_as_hard():
    assert age.hard_words("Universal Credit, Employment and Support Allowance, Guarantee Credit") == []
    assert age.without_names("Look for “limited capability for work” in it") == "Look for it in it"
    assert age.without_names("%(percent)s%% of %(benefit)s, £1,234.50 or 27.5%") == "ten%% of ten, ten or ten"
    assert age.reading_age("Housing Benefit") == age.reading_age("It")


def test_guidance_is_taken_apart_into_its_sentences():
    text = "One thing is so. Another\nis **not**:\n\n- the first\n- [the second](https://x.test) one\n\nIs it? Yes."
    assert list(sentences(text)) == [
        "One thing is so.",
        "Another is not:",
        "the first",
        "the second one",
        "Is it?",
        "Yes.",
    ]


@pytest.mark.slow
def test_labels_hints_answers_guidance_estimates_and_passported_help_are_all_read():
    found = {text.sentence: text.place for text in everything()}
    assert found["Your date of birth"].endswith("apa-request.yaml dob (label)")
    assert found["Severely sight impaired (blind)"].endswith("(option)")
    assert found["Some help depends on your age."].endswith("dob (why_we_ask)")
    assert found["Usual spending on food and bills does not count."].endswith("gave_or_hold (guidance)")
    assert found["Apply to TV Licensing."] == "calculator/passported/bills.py"
    assert found["You meet this"] == "templates/estimates/pdf/_explanation.html"
    # What only officers read is not for this measure.
    assert not any(place.startswith(("estimates/views/engines", "estimates/forms/scheme")) for place in found.values())
