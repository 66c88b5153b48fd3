"""What the API's schema says of each answer, and the household format in it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

from calculator.household.parsing import household_schema

HOUSEHOLD_REFERENCE = {"$ref": "#/components/schemas/Household"}
EXAMPLE = {
    "claim_date": "2026-11-22",
    "region": "NORTH_WEST",
    "adults": [{"role": "claimant", "age": 34, "earnings": {"amount": 820, "frequency": "monthly"}}],
    "children": [{"age": 6}],
    "housing": {"tenure": "private_tenant", "rent": {"amount": 650, "frequency": "monthly"}},
    "capital": 500,
}


def household_components() -> dict[str, Any]:
    """The household schema as OpenAPI components: its own definitions become components beside it."""
    document = household_schema()
    top = {key: value for key, value in document.items() if key not in ("$schema", "$id", "$defs")}
    named = {"Household": top} | {_component(name): part for name, part in document["$defs"].items()}
    return {name: _pointing_at_components(part) for name, part in named.items()}


def _component(name: str) -> str:
    return "Household" + name.title().replace("_", "")


def _pointing_at_components(node: Any) -> Any:
    if isinstance(node, list):
        return [_pointing_at_components(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: f"#/components/schemas/{_component(value.rsplit('/', 1)[1])}"
        if key == "$ref"
        else _pointing_at_components(value)
        for key, value in node.items()
    }


class TestInResult(serializers.Serializer):
    """One condition of a benefit."""

    passed = serializers.BooleanField()
    text = serializers.CharField()


class StepInResult(serializers.Serializer):
    """One line of the sum that makes the amount."""

    text = serializers.CharField()
    pounds_per_week = serializers.FloatField(allow_null=True)
    kind = serializers.ChoiceField(choices=["part", "line", "subtotal", "total"])


class HelpInResult(serializers.Serializer):
    """Help that follows from a benefit, an age or an award: no amount, an answer."""

    code = serializers.CharField()
    name = serializers.CharField()
    answer = serializers.ChoiceField(choices=["likely", "not", "ask"])
    reasons = serializers.ListField(child=serializers.CharField())
    next_step = serializers.CharField(allow_blank=True)
    value_words = serializers.CharField(allow_blank=True, help_text="What it is worth, in words.")
    source = serializers.CharField(help_text="The law or guidance behind the answer.")
    claim_form = serializers.SlugField(allow_null=True)


class BenefitInResult(serializers.Serializer):
    """One benefit. Amounts are in pounds: null when not known, 0 only when the rules give nothing."""

    code = serializers.CharField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=["calculated", "not_entitled", "not_calculated", "already_getting"])
    pounds_per_week = serializers.FloatField(allow_null=True)
    pounds_per_year = serializers.FloatField(allow_null=True, help_text="A year is 52 weeks.")
    now_per_year = serializers.FloatField(allow_null=True, help_text="What they get of it today.")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why, in plain words.")
    next_step = serializers.CharField(allow_blank=True)
    claim_form = serializers.SlugField(allow_null=True, help_text="The form of this council that claims it.")
    run_by = serializers.CharField()
    range_per_week = serializers.ListField(
        child=serializers.FloatField(), allow_null=True,
        help_text="The lowest and highest amount, where an answer is missing that changes it.",
    )  # fmt: skip
    depends_on = serializers.ListField(child=serializers.CharField(), help_text="The answers that are missing.")
    tests = TestInResult(many=True)
    steps = StepInResult(many=True)


class Result(serializers.Serializer):
    """What a household can get. Money in pounds."""

    benefits = BenefitInResult(many=True)
    entitled_per_week = serializers.FloatField()
    entitled_per_year = serializers.FloatField()
    now_per_year = serializers.FloatField()
    gained_per_year = serializers.FloatField(help_text="Entitled less what they get now; can be negative.")
    left_out = serializers.ListField(child=serializers.CharField(), help_text="Benefits outside the gain.")
    unknowns = serializers.ListField(child=serializers.CharField(), help_text="What could change the figures.")
    engine = serializers.CharField()
    engine_version = serializers.CharField()
    rates_year = serializers.CharField()
    claim_date = serializers.DateField()
    calculated_on = serializers.DateField()
    passported = HelpInResult(many=True)


class EstimateAnswer(serializers.Serializer):
    """Where an estimate is. `result` when it is ready; `error` when it could not be worked out."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=["due", "ready", "failed"])
    url = serializers.URLField()
    result = Result(allow_null=True)
    error = serializers.CharField(allow_blank=True)


class FormInList(serializers.Serializer):
    """A published form of this council."""

    slug = serializers.SlugField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    is_open = serializers.BooleanField()
    url = serializers.URLField()


class FormAnswer(serializers.Serializer):
    """The published version of a form: its sections, questions, conditions and guidance."""

    slug = serializers.SlugField()
    version = serializers.IntegerField()
    is_open = serializers.BooleanField()
    document = serializers.DictField()


Problems = inline_serializer(
    "Problems",
    {
        "problems": inline_serializer(
            "Problem",
            {
                "field": serializers.CharField(allow_blank=True, help_text="JSON pointer; empty for the whole body."),
                "message": serializers.CharField(help_text="What is wrong, in plain words."),
            },
            many=True,
        )
    },
)
Refusal = inline_serializer("Refusal", {"detail": serializers.CharField()})
