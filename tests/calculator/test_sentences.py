"""Estimates in Welsh: every sentence that the calculator can say has its Welsh, with the amounts in it."""

import ast
import re
from pathlib import Path

import pytest
import yaml

import calculator
from calculator.sentences import estimate_sentence

CALCULATOR = Path(calculator.__file__).parent
SPEAKING = (
    "household/asked",
    "better_off/curve_words",
    "better_off/scenarios",
    "better_off/pattern",
    "ctr/council_tax",
    "ctr/reduction",
    "ctr/income",
    "ctr/people",
    "ctr/scheme",
    "explain",
    "unknowns",
    "benefits",
    "ranges",
    "household/from_facts",
    "household/household",
    "household/plausible",
    "engine/policyengine",
    "passported/answers",
    "passported/bills",
    "passported/children",
    "passported/childcare",
    "passported/circumstances",
    "passported/council",
    "passported/health",
    "passported/winter",
    "explanations/carers",
    "explanations/children",
    "explanations/council_tax_reduction",
    "explanations/housing_benefit",
    "explanations/means_test",
    "explanations/pension_credit",
    "explanations/sums",
    "explanations/universal_credit",
    "explanations/universal_credit_tests",
)


def sentences_of(path):
    """The strings of a module that read as prose; what an f-string fills in stands as {}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    skipped = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


@pytest.mark.parametrize("module", SPEAKING)
def test_every_sentence_of_the_calculator_is_known_in_welsh(module):
    known = yaml.safe_load((CALCULATOR / "cy.yaml").read_text(encoding="utf-8"))
    said = [text for text in sentences_of(CALCULATOR / f"{module}.py") if re.search(r"[a-z] [a-zA-Z{]", text)]
    assert said
    assert [text for text in said if text not in known] == []


def test_a_translation_has_room_for_what_its_sentence_holds():
    for text, welsh in yaml.safe_load((CALCULATOR / "cy.yaml").read_text(encoding="utf-8")).items():
        gaps = [str(number) for number in range(text.count("{}"))]
        filled = welsh.format(*(f"<{gap}>" for gap in gaps))
        assert all(filled.count(f"<{gap}>") == 1 for gap in gaps), text


@pytest.mark.parametrize(
    ("sentence", "welsh"),
    [
        ("Universal Credit", "Credyd Cynhwysol"),
        ("Your children add £12.34 a week.", "Mae eich plant yn ychwanegu £12.34 yr wythnos."),
        ("You are responsible for 2 children.", "Rydych yn gyfrifol am 2 o blant."),
        (
            "Your take-home pay above £98.20 a week takes off £1,020.00 a week: 55p for each pound.",
            "Mae eich cyflog clir uwchlaw £98.20 yr wythnos yn tynnu £1,020.00 yr wythnos: 55c am bob punt.",
        ),
        (
            "Your take-home pay takes off £5.00 a week: 55p for each pound.",
            "Mae eich cyflog clir yn tynnu £5.00 yr wythnos: 55c am bob punt.",
        ),
        (
            "Your savings of £7,200 are over £6,000: each £250 over takes off £4.35 a month. That is £21.75 a month, "
            "or £5.02 a week.",
            "Mae eich cynilion o £7,200 dros £6,000: mae pob £250 drosodd yn tynnu £4.35 y mis. Dyna £21.75 y mis, "
            "neu £5.02 yr wythnos.",
        ),
        (
            "We do not know how much State Pension pays your partner now.",
            "Nid ydym yn gwybod faint mae Pensiwn y Wladwriaeth yn ei dalu i'ch partner nawr.",
        ),
        ("Something the calculator has not said before.", "Something the calculator has not said before."),
    ],
)
def test_sentences_in_welsh(sentence, welsh):
    assert estimate_sentence(sentence, "cy") == welsh


def test_english_stays_as_it_is():
    assert estimate_sentence("Your children add £12.34 a week.", "en-gb") == "Your children add £12.34 a week."
    assert estimate_sentence("Universal Credit", None) == "Universal Credit"
