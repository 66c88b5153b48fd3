"""Cleaning, showing and masking answers of every type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formspec.rules.answer_types import ANSWER_TYPES
from formspec.rules.answers import clean_answer, display_answer, is_blank, mask, raw_from_post
from formspec.rules.display import row_title
from formspec.rules.messages import TEMPLATES
from formspec.rules.raw_answers import field_name, shape_raw
from tests.formspec.strategies import VALID, hostile_answers

TODAY = date(2026, 11, 22)
OPTIONS = [{"value": "a", "label": "Apples"}, {"value": "b", "label": "Bread"}, {"value": "none", "label": "None"}]
ADDRESS = {"line1": "1 High Street", "line2": "", "town": "Calder", "county": "", "postcode": "m11ae", "country": ""}
BANK = {"name": "S Jones", "sort_code": "08-99-99", "account_number": "66374958", "roll_number": ""}


def q(kind, label="Your answer here", **more):
    question = {"key": "k", "type": kind, "label": label, "required": True, **more}
    if kind in ("choice", "multi_choice"):
        question.setdefault("options", OPTIONS)
    if kind == "repeating_group":
        question |= {"rows": {"min": 1, "max": 2, "row_title": "{f}"}, "fields": [q("text") | {"key": "f"}], **more}
    return question


def clean(question, raw, **context):
    return clean_answer(question, raw, today=TODAY, context=context)


def day(d="", m="", y=""):
    return {"day": d, "month": m, "year": y}


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        (q("text"), "  two \t words ", "two words"),
        (q("text", validation="four_digits"), "12 34", "1234"),
        (q("text", validation="nine_digits"), "123 456 789 ab", "123456789AB"),
        (q("long_text"), " one\r\ntwo \n", "one\ntwo"),
        (q("long_text"), "x\n" * 200, ("x\n" * 200).strip()),
        (q("email"), " Sam@Example.co.uk ", "Sam@Example.co.uk"),
        (q("phone"), "07700 900 123", "+447700900123"),
        (q("nino"), "ab 12 34 56 c", "AB123456C"),
        (q("number"), " 1,200 ", 1200),
        (q("number"), "0", 0),
        (q("money"), "£1,234.5", "1234.50"),
        (q("money_frequency"), {"amount": "120", "frequency": "weekly"}, {"amount": "120.00", "frequency": "weekly"}),
        (q("choice"), "b", "b"),
        (q("yes_no"), "no", "no"),
        (q("yes_no_unsure"), "unsure", "unsure"),
        (q("multi_choice"), ["b", "a", "b"], ["a", "b"]),
        (q("multi_choice"), ["a", "none"], ["none"]),
        (q("multi_choice"), "a", ["a"]),
        (q("declaration"), "agreed", "agreed"),
        (q("date"), day("3", "June", "1985"), "1985-06-03"),
        (q("date", validation="past_date_16"), day("22", "11", "2010"), "2010-11-22"),
        (q("month_year"), {"month": "4", "year": "2027"}, "2027-04"),
        (q("name"), {"first": " Sam  J ", "last": "Jones"}, {"first": "Sam J", "last": "Jones"}),
        (q("address", validation="uk_address"), ADDRESS, {**ADDRESS, "postcode": "M1 1AE"}),
        (q("address"), {**ADDRESS, "postcode": ""}, {**ADDRESS, "postcode": ""}),
        (q("bank_account"), BANK, {**BANK, "sort_code": "089999"}),
        (q("repeating_group"), ["r1", "r2", "r1"], ["r1", "r2"]),
        (q("file_upload"), ["f1"], ["f1"]),
        (q("information"), "anything", None),
    ],
)  # fmt: skip
def test_good_answers(question, raw, value):
    cleaned = clean(question, raw)
    assert (cleaned.value, cleaned.error, cleaned.warning) == (value, None, None)


DOB = q("date", "Your date of birth", validation="past_date_16", fact="person.dob")
PARTNER_DOB = q("date", "Your partner's date of birth", validation="past_date_16", fact="partner.dob")
NINO = q("nino", "Your National Insurance number")
RENT = q("money_frequency", "How much is the full rent, and how often is it due?", short="your rent")


@pytest.mark.parametrize(
    ("question", "raw", "sentence", "parts"),
    [
        (DOB, None, "Enter your date of birth", []),
        (DOB, day("3", "6"), "Date of birth must include a year", ["year"]),
        (DOB, day("3"), "Date of birth must include a month and a year", ["month", "year"]),
        (DOB, day("31", "6", "1985"), "Date of birth must be a real date", ["day", "month", "year"]),
        (DOB, day("3", "13", "1985"), "Date of birth must be a real date", ["month"]),
        (DOB, day("3", "6", "85"), "Year must have 4 numbers", ["year"]),
        (DOB, day("3", "6", "2030"), "Date of birth must be in the past", ["day", "month", "year"]),
        (PARTNER_DOB, day("23", "11", "2010"), "This person must be 16 or over. Check your partner's date of birth",
         ["day", "month", "year"]),
        (DOB, day("23", "11", "2010"), "You must be 16 or over to use this form. Check your date of birth",
         ["day", "month", "year"]),
        (q("date", "When did you move?"), None, "Enter a date for “When did you move?”", []),
        (q("date", "When did you move?"), day("3"), "The date must include a month and a year", ["month", "year"]),
        (NINO, "", "Enter your National Insurance number", []),
        (NINO, "QQ123456C", "Enter a National Insurance number in the correct format, like AB 12 34 56 C", []),
        (RENT, {}, "Enter your rent", []),
        (RENT, {"amount": "", "frequency": "weekly"}, "Enter your rent", []),
        (RENT, {"amount": "120", "frequency": ""}, "Select how often", ["frequency"]),
        (RENT, {"amount": "120", "frequency": "daily"}, "Select how often", ["frequency"]),
        (RENT, {"amount": "lots", "frequency": "weekly"}, "Rent must be an amount of money, like 120 or 120.50",
         ["amount"]),
        (RENT, {"amount": "-1", "frequency": ""}, "Rent must be 0 or more", ["amount", "frequency"]),
        (q("money", "Balance today"), "9" * 12, "Balance today is too large. Check the amount", []),
        (q("number", "Usual hours each week"), "1.5", "Usual hours each week must be a whole number, like 3", []),
        (q("number", "Usual hours each week"), "-1", "Usual hours each week must be 0 or more", []),
        (q("number", "Usual hours each week"), "1000001", "Usual hours each week must be 1,000,000 or less", []),
        (q("number", "How many?"), "x", "The number must be a whole number, like 3", []),
        (q("text", "Job title"), "x" * 201, "Job title must be 200 characters or fewer", []),
        (q("text", "What is it?"), "", "Enter an answer to “What is it?”", []),
        (q("text", "Type your full name to sign"), "", "Type your full name to sign", []),
        (q("long_text", "Tell us what happened"), "x" * 5001, "Your answer must be 5000 characters or fewer", []),
        (q("long_text", "Tell us what happened"), "x\n" * 201, "Your answer must have 200 lines or fewer", []),
        (q("text", "Last 4 numbers", validation="four_digits"), "123",
         "Last 4 numbers must be 4 numbers, like 1234", []),
        (q("email", "Email address"), "sam@",
         "Enter an email address in the correct format, like name@example.com", []),
        (q("choice", "What is it?"), "", "Select an answer to “What is it?”", []),
        (q("choice", "What is it?"), "zzz", "Select one of the answers listed for “What is it?”", []),
        (q("multi_choice", "Which?", short="the benefits you get"), [], "Select the benefits you get", []),
        (q("multi_choice", "Which?"), ["a", "zzz"], "Select one of the answers listed for “Which?”", []),
        (q("yes_no", "Do you have a partner who lives with you?"), "",
         "Select yes if you have a partner who lives with you", []),
        (q("yes_no", "Are you or your partner self-employed?"), "",
         "Select yes if you or your partner are self-employed", []),
        (q("yes_no", "Does it?"), "unsure", "Select one of the answers listed for “Does it?”", []),
        (q("declaration"), "", "Tick the box to agree to the declaration", []),
        (q("declaration"), "on", "Tick the box to agree to the declaration", []),
        (q("name", "Your full name"), {}, "Enter your full name", []),
        (q("address", "Your address", validation="uk_address"), {},
         "Enter your address", ["line1", "town", "postcode"]),
        (q("address", validation="uk_address"), {**ADDRESS, "postcode": ""}, "Enter the postcode", ["postcode"]),
        (q("address", validation="uk_address"), {**ADDRESS, "postcode": "M1"}, "Enter a full UK postcode, like AB1 2DE",
         ["postcode"]),
        (q("address"), {**ADDRESS, "line1": "", "postcode": "7" * 21}, "Enter the first line of the address",
         ["line1", "postcode"]),
        (q("bank_account"), {**BANK, "sort_code": "12"}, "Enter a valid sort code, like 30 94 30", ["sort_code"]),
        (q("bank_account"), {**BANK, "name": "", "account_number": ""}, "Enter the name on the account",
         ["name", "account_number"]),
        (q("bank_account"), {**BANK, "roll_number": "£"},
         "Roll number must be 18 characters or fewer and only include letters, numbers, - / or .", ["roll_number"]),
        (q("repeating_group", "Tell us about each child"), [],
         "Add at least one answer to “Tell us about each child”", []),
        (q("repeating_group"), ["a", "b", "c"], "You can add up to 2 here", []),
        (q("file_upload", "A recent photo"), [], "Upload a recent photo", []),
    ],
)  # fmt: skip
def test_wrong_answers_say_what_to_change(question, raw, sentence, parts):
    cleaned = clean(question, raw)
    assert str(cleaned.error) == sentence
    assert sorted(cleaned.part_errors) == sorted(parts)
    assert cleaned.value is None
    assert cleaned.error.text in TEMPLATES.values()


@pytest.mark.parametrize("kind", [kind for kind in ANSWER_TYPES if kind not in ("information", "repeating_group")])
def test_a_blank_answer_is_wrong_only_where_it_is_required(kind):
    assert clean(q(kind), None).error
    assert clean(q(kind, required=False), None) == clean(q("information"), None)


def test_a_group_with_no_minimum_needs_no_row():
    assert clean(q("repeating_group", rows={"min": 0, "max": 2, "row_title": ""}), []).error is None


def test_a_person_with_one_name_is_asked_once_and_not_stopped():
    cleaned = clean(q("name"), {"first": "", "last": "Sukarno"})
    assert cleaned.value == {"first": "", "last": "Sukarno"}
    assert str(cleaned.warning).startswith("Enter a first name, or carry on")


def test_a_failed_modulus_check_warns_with_the_date_of_the_table():
    cleaned = clean(q("bank_account"), {**BANK, "account_number": "66374959"})
    assert cleaned.value["account_number"] == "66374959"
    assert cleaned.error is None
    assert "from 2017, so carry on if they are right" in str(cleaned.warning)


@pytest.mark.parametrize("signed", ["Sam Jones", "sam JONES", "Sam Q. Jones", "Ann Lee"])
def test_a_signature_matches_a_name_given_earlier(signed):
    assert clean(q("text", validation="signature"), signed, names=["Sam Jones", "Ann Lee"]).value == signed


@pytest.mark.parametrize(
    ("given", "signed"),
    [("Zoë Brontë", "Zoe Bronte"), ("Zoë Brontë", "ZOE\u0308 BRONTE\u0308"), ("Sinéad O’Brien", "Sinead O'Brien"),
     ("Sinéad O’Brien", "sinead obrien"), ("Anne-Marie Smith", "Anne Marie Smith"), ("Sam Jones", "Mr Sam Jones"),
     ("Sam Jones", "S. Jones"), ("Sam Jones", "Jones Sam"), ("Nguyễn Văn An", "An Nguyen"), ("Sukarno", "sukarno"),
     ("Sam Jones", "Sam\u200b Jones\ufeff"), ("Sam Jones", "S.Jones")],
)  # fmt: skip
def test_a_signature_is_the_name_however_it_is_written(given, signed):
    cleaned = clean(q("text", validation="signature"), signed, names=[given])
    assert cleaned.value
    assert cleaned.warning is None


@pytest.mark.parametrize("signed", ["Ann Jones", "Sam", "J S", "Sam Lee", "Jo Sam"])
def test_another_signature_is_asked_about_once_and_taken(signed):
    cleaned = clean(q("text", validation="signature"), signed, names=["Sam Jones"])
    assert cleaned.value == signed
    assert "You gave your name as Sam Jones" in str(cleaned.warning)
    assert clean(q("text", validation="signature"), signed).warning is None


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        (q("number", validation="decimal"), "37.5", 37.5),
        (q("number", validation="decimal"), "37½", 37.5),
        (q("number", validation="decimal"), "37 1/2", 37.5),
        (q("number", validation="decimal"), "½", 0.5),
        (q("number", validation="decimal"), "16.0", 16),
        (q("number"), "３７", 37),
        (q("number"), "\u200e1 200\ufeff", 1200),
        (q("date"), day("３", "June.", "1985"), "1985-06-03"),
        (q("date"), day("3", "Mehefin", "1985\u200b"), "1985-06-03"),
        (q("nino"), "ab 12–34–56 c", "AB123456C"),
        (q("text"), "\u200bZoe\u0308\ufeff", "Zoë"),
        (q("text"), "می\u200cخواهم", "می\u200cخواهم"),
        (q("address"), {**ADDRESS, "postcode": "75001"}, {**ADDRESS, "postcode": "75001"}),
        (q("address"), {**ADDRESS, "postcode": "D02 AF30"}, {**ADDRESS, "postcode": "D02 AF30"}),
        (q("address"), {**ADDRESS, "postcode": "75001", "country": " France "},
         {**ADDRESS, "postcode": "75001", "country": "France"}),
        (q("address", validation="uk_address"), {**ADDRESS, "postcode": "M1 1AE", "country": "France"},
         {**ADDRESS, "postcode": "M1 1AE"}),
        (q("address", validation="uk_address"), {**ADDRESS, "postcode": "M1 IAE, UK"},
         {**ADDRESS, "postcode": "M1 1AE"}),
        (q("address", validation="uk_address"), {**ADDRESS, "line1": "No fixed address", "town": "", "postcode": ""},
         {**ADDRESS, "line1": "No fixed address", "town": "", "postcode": ""}),
        (q("address", validation="uk_address"), {**ADDRESS, "town": "BFPO 57", "postcode": ""},
         {**ADDRESS, "town": "BFPO 57", "postcode": ""}),
    ],
)  # fmt: skip
def test_what_a_person_means_is_taken(question, raw, value):
    cleaned = clean(question, raw)
    assert cleaned.error is None
    assert cleaned.value == value


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff \u200e", "\u2060", "\u200d"])
@pytest.mark.parametrize("kind", ["text", "long_text", "email", "number", "money"])
def test_marks_that_nobody_sees_are_no_answer(kind, unseen):
    assert clean(q(kind), unseen).error
    assert is_blank(q(kind), unseen)


@pytest.mark.parametrize(
    ("question", "raw", "words"),
    [
        (q("number", likely={"most": 10}), "500", "you entered 500"),
        (q("money", likely={"least": 1}), "0", "you entered £0"),
        (q("money_frequency", likely={"least": 1}), {"amount": "0", "frequency": "weekly"}, "you entered £0"),
        (q("date"), day("1", "7", "2062"), "you entered the year 2062"),
        (q("month_year"), {"month": "7", "year": "1901"}, "you entered the year 1901"),
        (q("name"), {"first": "Sukarno", "last": ""}, "only one name"),
        (q("name"), {"first": "", "last": "Sukarno"}, "only one name"),
    ],
)
def test_what_is_unlikely_is_asked_about_once_and_taken(question, raw, words):
    cleaned = clean(question, raw)
    assert cleaned.error is None
    assert cleaned.value is not None
    assert words in str(cleaned.warning)


@pytest.mark.parametrize(
    ("question", "raw", "sentence"),
    [
        (q("date", short="your date of birth"), day("1", "1", "1850"), "Date of birth is too long ago. Check the year"),
        (
            q("money", short="the rent"),
            "£85 pw",
            "Rent must be in numbers, like 85 or 85.50. Leave out words and letters",
        ),
        (q("number", validation="decimal"), "many", "Answer here must be a number, like 37 or 37.5"),
    ],
)
def test_what_is_wrong_is_said_as_it_is(question, raw, sentence):
    assert str(clean(question, raw).error).startswith(sentence)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ANSWER_TYPES)
@given(data=st.data())
def test_any_json_is_an_answer_or_an_error(kind, data):
    question = q(kind, validation=data.draw(st.sampled_from(["", "past_date_16", "uk_address", "signature"])))
    raw = data.draw(hostile_answers(question) | VALID.get(kind, st.nothing()))
    cleaned = clean(question, raw, names=["Sam Jones"])
    assert kind == "information" or (cleaned.value is None) is (cleaned.error is not None)
    if cleaned.error:
        assert "%(" not in str(cleaned.error).replace("%(name)s", "")
    assert isinstance(display_answer(question, cleaned.value), str)
    assert isinstance(mask(question, cleaned.value), str)
    shape_raw(question, raw).__repr__().encode("utf-8")
    assert shape_raw(question, shape_raw(question, raw)) == shape_raw(question, raw)


@pytest.mark.parametrize(
    ("question", "value", "shown"),
    [
        (q("date"), "1985-06-03", "3 June 1985"), (q("month_year"), "2027-04", "April 2027"),
        (q("money"), "1234.50", "£1,234.50"), (q("number"), 0, "0"), (q("yes_no_unsure"), "unsure", "I am not sure"),
        (q("money_frequency"), {"amount": "120.00", "frequency": "four_weekly"}, "£120 every 4 weeks"),
        (q("choice"), "b", "Bread"), (q("multi_choice"), ["a", "b"], "Apples\nBread"),
        (q("name"), {"first": "", "last": "Sukarno"}, "Sukarno"), (q("nino"), "AB123456C", "AB 12 34 56 C"),
        (q("address"), {**ADDRESS, "postcode": "M1 1AE"}, "1 High Street\nCalder\nM1 1AE"),
        (q("address"), {**ADDRESS, "postcode": "75001", "country": "France"}, "1 High Street\nCalder\n75001\nFrance"),
        (q("bank_account"), {**BANK, "sort_code": "089999"}, "S Jones\n08-99-99\n66374958"),
        (q("phone"), "+447700900123", "07700 900123"), (q("declaration"), "agreed", "Agreed"), (q("text"), None, ""),
    ],
)  # fmt: skip
def test_answers_in_words(question, value, shown):
    assert display_answer(question, value, in_full=True) == shown


def test_only_our_words_are_translated():
    words = []

    def translate(text):
        words.append(text)
        return text.upper()

    amount = {"amount": "5.00", "frequency": "weekly"}
    assert display_answer(q("money_frequency"), amount, translate=translate) == "£5 EVERY WEEK"
    assert display_answer(q("text"), "every week", translate=translate) == "every week"
    assert words == ["every week"]


def test_sensitive_answers_are_masked():
    assert mask(q("nino"), "AB123456C") == "•••• 56C"
    assert mask(q("bank_account"), {**BANK, "account_number": "12345678"}) == "account ending 78"
    assert mask(q("text"), "secret") == "••••"
    assert mask(q("nino"), None) == ""
    assert display_answer(q("nino"), "AB123456C") == "•••• 56C"
    assert display_answer(q("bank_account"), {**BANK, "account_number": "12345678"}) == "account ending 78"


def test_row_titles_come_from_the_pattern():
    group = {"rows": {"row_title": "{who} {born}"}, "fields": [q("name") | {"key": "who"}, q("date") | {"key": "born"}]}
    assert (
        row_title(group, 2, {"who": {"first": "Al", "last": "{born}"}, "born": "2020-01-02"})
        == "Al {born} 2 January 2020"
    )
    assert row_title(group, 2, {}) == "Entry 2"


class Post(dict):
    def get(self, key, default=None):
        return self[key][-1] if key in self else default

    def getlist(self, key):
        return list(self.get_all(key))

    def get_all(self, key):
        return dict.get(self, key) or []


def test_raw_answers_are_read_from_a_post():
    post = Post({"k": ["a", "b"], "k-day": ["3"], "k-month": ["6"], "k--r1": ["x"], "k--r1-day": ["9"], "other": ["y"]})
    assert raw_from_post(q("text"), post) == "b"
    assert raw_from_post(q("multi_choice"), post) == ["a", "b"]
    assert raw_from_post(q("date"), post) == day("3", "6")
    assert raw_from_post(q("text"), post, "r1") == "x"
    assert raw_from_post(q("date"), post, "r1") == day("9")
    assert raw_from_post(q("text"), Post()) == ""
    assert raw_from_post(q("information"), post) is None
    assert field_name("k", "r1", "day") == "k--r1-day"


def test_a_preselected_frequency_is_not_an_answer():
    assert is_blank(q("money_frequency"), {"amount": " ", "frequency": "weekly"})
    assert not is_blank(q("money_frequency"), {"amount": "0", "frequency": ""})
    assert is_blank(q("date"), day(" "))
    assert not is_blank(q("date"), day("1"))


def test_what_a_database_cannot_hold_is_dropped():
    assert shape_raw(q("text"), "a\x00b\ud800c\r\nd") == "abc\nd"
    assert len(shape_raw(q("text"), "x" * 20_000)) == 10_000
    assert shape_raw(q("name"), {"first": 3, "last": True, "evil": "x"}) == {"first": "3", "last": ""}
    assert len(shape_raw(q("multi_choice"), [str(n) for n in range(1000)])) == 200
