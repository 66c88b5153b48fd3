"""What was sent, in words: pinned, in order, masked, groups named, and the papers that it calls for."""

import pytest
from django.utils import translation

from claims.actions.sending import submit_claim
from claims.presenters import submission as submission_view
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_library_form
from formspec.rules.form_spec import FormSpec
from tests.claims.sent import ACCOUNT, ANSWERS, NINO, answer, full_document, full_draft, give_photo, sent_claim


def rows_of(claim):
    return {row.key: row for section in submission_view.sections_of(claim) for row in section.rows}


def every_text(claim):
    rows = rows_of(claim).values()
    inner = [part for row in rows for entry in row.entries for part in entry.rows]
    return "\n".join(f"{row.label} {row.value}" for row in [*rows, *inner])


def test_sections_and_answers_come_in_the_order_of_the_form(alice):
    sections = submission_view.sections_of(sent_claim(alice))
    assert [section.title for section in sections] == ["About you", "Your home", "Check and sign"]
    assert [row.label for row in sections[0].rows][:2] == ["Your full name", "Your date of birth"]
    assert [row.value for row in sections[0].rows][:2] == ["Gŵyneth Tŷ-Ŵyn", "3 May 1985"]


def test_national_insurance_and_bank_numbers_are_masked(alice):
    claim = sent_claim(alice)
    rows = rows_of(claim)
    assert (rows["nino"].value, rows["nino"].masked) == ("•••• 56C", True)
    assert (rows["account"].value, rows["account"].masked) == ("account ending 45", True)
    assert NINO not in every_text(claim)
    assert ACCOUNT not in every_text(claim)
    assert submission_view.sent_values(claim)["nino"] == NINO


def test_rows_of_a_group_are_called_as_on_the_page_that_they_were_checked_on(alice):
    pets = rows_of(sent_claim(alice))["pets"]
    assert [entry.title for entry in pets.entries] == ["Rex", "Mog"]
    assert [(row.label, row.value) for row in pets.entries[0].rows] == [("Its name", "Rex")]


def test_what_was_hidden_is_not_shown(alice):
    rows = rows_of(sent_claim(alice, has_pets="no"))
    assert rows["has_pets"].value == "No"
    assert "pets" not in rows


def test_a_later_version_of_the_form_changes_nothing(alice):
    claim = sent_claim(alice)
    renamed = full_document()
    renamed["sections"] = [{**section, "title": "Renamed"} for section in renamed["sections"]]
    publish_spec(form=Form.objects.get(slug="full-form"), spec=renamed, by=alice)
    assert submission_view.sections_of(claim)[0].title == "About you"


def test_the_signature_holds_what_was_declared_and_who_signed(alice):
    signature = submission_view.signature_of(sent_claim(alice))
    assert signature.statements == ["My answers are true."]
    assert signature.names == ["Gŵyneth Tŷ-Ŵyn"]


def test_papers_are_asked_for_by_answers_also_hidden_ones_and_those_in_groups(alice):
    wanted = submission_view.evidence_to_send(sent_claim(alice))
    assert wanted == [
        "Proof of who you are",
        "Proof of National Insurance number",
        "Vaccination card",
        "Letter about pets",
    ]


def test_an_answer_of_no_calls_for_no_papers(alice):
    assert "Letter about pets" not in submission_view.evidence_to_send(sent_claim(alice, has_pets="no"))


RIGHT_TO_LIVE, UC, ASYLUM = "Proof of right to live in the UK", "Universal Credit statement", "Asylum support letter"
IDENTITY, NUMBER, ADDRESS = "Proof of who you are", "Proof of National Insurance number", "Proof of address"
RENT, LETTER, PAYSLIPS = "Proof of rent", "Benefit award letter", "Your latest payslips, or a letter from your employer"
CHILD_BENEFIT, OTHERS, MEDICAL = "Proof of Child Benefit", "Proof for other adults", "Medical proof"
PIP, DLA, WAR = "PIP decision letter", "DLA letter", "War Pensioner's Mobility Supplement letter"
STATEMENTS, LICENCE = "Bank statements", "Papers of your temporary home"
ALL = ["hb-ctr-combined", "housing-benefit", "ctr-working-age", "ctr-pension-age"]
NAMED = {"name": {"first": "Sam", "last": "Jones"}, "nino": "AB123456C", "address": {"line1": "1 High Street"}}
JOB = {"jobs": [{"job_gross": {"amount": "300", "frequency": "weekly"}}]}
SAVED = {"accounts": [{"ac_balance": "250.00"}], "gave_or_hold": ["none"], "benefits_you": ["cb"]}
SAVED |= {"benefits_partner": ["none"]}
PENSIONER = SAVED | {"benefits_you": ["state_pension"]}
GAVE = {"gave_or_hold": ["gave"], "gave_away_detail": "A car for my son"}
SON = {"other_adults": [{"nd_work": "16plus", "nd_gross_income": {"amount": "300", "frequency": "weekly"}}]}


@pytest.mark.parametrize(
    ("slug", "answers", "called_for", "not_called_for"),
    [
        ("hb-ctr-combined", {"status_group": "british_irish"}, [], [RIGHT_TO_LIVE]),
        ("hb-ctr-combined", {"status_group": "settled"}, [RIGHT_TO_LIVE], []),
        *[(slug, NAMED | {"benefits_you": ["cb"]}, [IDENTITY, NUMBER, ADDRESS], [LETTER]) for slug in ALL],
        *[(slug, NAMED | {"benefits_you": ["esa_ir", "pip"]}, [ADDRESS], [IDENTITY, NUMBER, LETTER]) for slug in ALL],
        *[(slug, NAMED | {"benefits_partner": ["pc_savings"]}, [ADDRESS], [IDENTITY, NUMBER]) for slug in ALL],
        *[(slug, NAMED | {"claimed_before": "yes"}, [ADDRESS], [IDENTITY, NUMBER]) for slug in ALL],
        *[(slug, NAMED | {"claimed_before": "no"}, [IDENTITY, NUMBER], []) for slug in ALL],
        *[(slug, NAMED | {"on_hb": "yes"}, [ADDRESS], [IDENTITY, NUMBER]) for slug in ALL[2:]],
        *[(slug, NAMED | {"housing_situation": "council_tenant"}, [IDENTITY], [ADDRESS, RENT]) for slug in ALL],
        ("hb-ctr-combined", {"housing_situation": "private_tenant", "tenancy_whose": "me"}, [RENT], []),
        ("hb-ctr-combined", {"housing_situation": "temporary", "tenancy_whose": "me"}, [], [RENT]),
        *[(slug, {"benefits_you": ["pip", "ca"]}, [LETTER], []) for slug in ALL],
        *[(slug, {"benefits_partner": ["war"]}, [LETTER], []) for slug in ALL],
        *[(slug, {"children": [{"child_disability": ["dla_care"]}]}, [LETTER], []) for slug in ALL],
        *[(slug, {"children": [{"child_disability": ["pip_dl", "blind"]}]}, [], [LETTER]) for slug in ALL],
        *[(slug, {"children": [{"child_benefit_who": "other"}]}, [CHILD_BENEFIT], []) for slug in ALL],
        *[(slug, {"children": [{"child_benefit_who": "me"}]}, [], [CHILD_BENEFIT]) for slug in ALL],
        *[(slug, JOB | {"benefits_you": ["cb"]}, [PAYSLIPS], []) for slug in ALL],
        *[(slug, JOB | {"benefits_you": ["uc"]}, [], [PAYSLIPS]) for slug in ALL],
        *[(slug, SON | {"benefits_you": ["pip"], "sight_impaired": ["no"]}, [OTHERS], []) for slug in ALL],
        *[(slug, SON | {"benefits_you": ["aa"]}, [], [OTHERS]) for slug in ALL],
        *[(slug, SON | {"sight_impaired": ["partner"]}, [], [OTHERS]) for slug in ALL],
        ("hb-ctr-combined", {"overnight_carer": "yes", "benefits_you": ["cb"]}, [MEDICAL], []),
        ("hb-ctr-combined", {"overnight_carer": "yes", "benefits_you": ["aa"]}, [], [MEDICAL]),
        *[(slug, SAVED | {"capital_total_band": "3000_5999"}, [], [STATEMENTS]) for slug in ALL],
        *[(slug, SAVED | {"capital_total_band": "6000_9999"}, [STATEMENTS], []) for slug in ALL],
        *[(slug, SAVED | {"capital_total_band": "unsure"}, [STATEMENTS], []) for slug in ALL],
        *[(slug, PENSIONER | {"capital_total_band": "6000_9999"}, [], [STATEMENTS]) for slug in ALL],
        *[(slug, PENSIONER | {"capital_total_band": "10000_16000"}, [STATEMENTS], []) for slug in ALL],
        *[(slug, SAVED | GAVE | {"capital_total_band": "u3000"}, [STATEMENTS], []) for slug in ALL],
        *[(slug, {"placed_by": "no", "placing_council": "Southmere"}, [LICENCE], []) for slug in ALL[:2]],
        *[(slug, {"placed_by": "yes"}, [], [LICENCE]) for slug in ALL[:2]],
        ("blue-badge", {"auto_route": "pip_8", "award_end": "2028-01-01"}, [PIP], [DLA, WAR]),
        ("blue-badge", {"auto_route": "dla_hrm"}, [DLA], [PIP, WAR]),
        ("blue-badge", {"auto_route": "none"}, [], [PIP, DLA, WAR]),
        ("free-school-meals", {"nino": "AB123456C"}, [], [ASYLUM, UC]),
        ("free-school-meals", {"fsm_benefits": ["uc"]}, [UC], [ASYLUM]),
        (
            "free-school-meals",
            {"fsm_benefits": ["esa_ir"]},
            [],
            [UC, ASYLUM],
        ),
        (
            "free-school-meals",
            {"fsm_benefits": ["uc", "nass"]},
            [UC, ASYLUM],
            [],
        ),
    ],
)
def test_papers_follow_what_was_picked(slug, answers, called_for, not_called_for):
    spec = FormSpec(compile_library_form(slug))
    names = {paper.name for paper in submission_view.papers_asked_for(spec, answers)}
    assert set(called_for) <= names
    assert not set(not_called_for) & names


def test_an_uploaded_paper_is_shown_and_not_asked_for_again(alice):
    claim = full_draft(alice)
    answer(claim, alice, ANSWERS | {"has_pets": "no"})
    give_photo(claim, alice)
    claim = submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    assert [file.name for file in rows_of(claim)["photo"].files] == ["home.jpg"]
    assert "Photo of the home" not in submission_view.evidence_to_send(claim)


def test_words_without_a_translation_stay_english(alice):
    claim = sent_claim(alice)
    with translation.override("cy"):
        assert rows_of(claim)["has_pets"].label == "Do you have pets?"
