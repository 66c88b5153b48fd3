"""What the OpenAPI document says of the calls for claims."""

from __future__ import annotations

from rest_framework import serializers

CLAIM_REFERENCE = {"type": "object", "description": "As the schema at /api/v1/claim-schema/ says."}


class ClaimInList(serializers.Serializer):
    """A sent claim, without a word about who sent it."""

    reference = serializers.CharField()
    form = serializers.SlugField()
    sent_at = serializers.DateTimeField()
    status = serializers.CharField()
    url = serializers.URLField()


class ClaimList(serializers.Serializer):
    """Up to 50 claims in the order in which they were sent."""

    claims = ClaimInList(many=True)
    cursor = serializers.CharField(allow_blank=True, help_text="Send it as ?since= to get what came after these.")


class Acknowledgement(serializers.Serializer):
    """Your system has the claim."""

    key = serializers.UUIDField(
        required=False, allow_null=True, help_text="Of the delivery that you got, if you got one."
    )
    reference = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="What you call it.")


class StatusWanted(serializers.Serializer):
    """Another status for a claim; the claimant is told."""

    status = serializers.SlugField(help_text="The code of a status of the council.")
    based_on = serializers.SlugField(help_text="The code of the status that you saw.")
    message = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=2000,
        help_text="Added to the words of the status; the claimant reads it. It answers what they wrote and sent.",
    )
    read_at = serializers.DateTimeField(
        required=False,
        help_text="When you read the claim: what the claimant wrote after that still waits for an answer.",
    )


class Now(serializers.Serializer):
    """How the claim stands after the call."""

    reference = serializers.CharField()
    status = serializers.CharField()
