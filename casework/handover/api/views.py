"""The API for a council's own systems: read sent claims, say that one has arrived, set its status.

A call is made with a key, never with a session: who is signed in in the same browser does not matter.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actors import Actor
from casework.actions.progress import OnlyByDecision, StatusMoved
from casework.handover.actions import by_key as actions
from casework.handover.api.keys import KeyAuthentication, KeyThrottle, MayDo
from casework.handover.api.schema import CLAIM_REFERENCE, Acknowledgement, ClaimList, Now, StatusWanted
from casework.handover.readers import api_claims as readers
from casework.handover.readers.claim_schema import claim_schema
from casework.handover.readers.payload import claim_document
from casework.models import Right
from claims.models import Claim
from claims.views.files import file_attachment
from estimates.api.body import BoundedJSONParser
from estimates.api.schema import Problems, Refusal
from estimates.api.views import PublicView

REFUSED = {401: Refusal, 403: Refusal, 429: Refusal}


class Conflict(APIException):
    """The claim is not as the caller saw it."""

    status_code = status.HTTP_409_CONFLICT


class KeyView(APIView):
    """Open to a key of the council with this `right`."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [MayDo]
    throttle_classes = [KeyThrottle]
    parser_classes = [BoundedJSONParser]
    right = Right.READ

    @staticmethod
    def actor(request: Request) -> Actor:
        """Who acts, as the trail names them."""
        return actions.key_actor(request.auth, request.actor)


class ClaimSchema(PublicView):
    """The format of a claim."""

    @extend_schema(operation_id="get_claim_schema", responses={200: {"type": "object"}})
    def get(self, request: Request) -> Response:
        """The JSON Schema of a claim as it is handed over, with what each field means."""
        return Response(claim_schema())


class Claims(KeyView):
    """Sent claims."""

    @extend_schema(
        operation_id="list_claims",
        parameters=[
            OpenApiParameter("since", str, description="The cursor of the last list; without it from the first.")
        ],
        responses={200: ClaimList, 400: Problems, **REFUSED},
    )
    def get(self, request: Request) -> Response:
        """The claims that were sent after a cursor, 50 at most; an empty list with the same cursor when none were."""
        since = request.query_params.get("since", "")
        try:
            found = readers.claims_since(since)
        except readers.BadCursor:
            return _problems([("since", "Send the cursor of an earlier list as it came, or leave it out.")])
        actions.record_listing(key=request.auth, number=len(found), by=self.actor(request))
        cursor = readers.cursor_after(found[-1]) if found else since
        return Response({"claims": [_in_list(claim) for claim in found], "cursor": cursor})


def _in_list(claim: Claim) -> dict[str, Any]:
    return {
        "reference": claim.reference,
        "form": claim.form_version.form.slug,
        "sent_at": claim.submitted_at.isoformat(),
        "status": claim.status.code,
        "url": claim.council.url_of(reverse("casework:api_claim", args=[claim.reference])),
    }


class ClaimDetail(KeyView):
    """One sent claim."""

    @extend_schema(operation_id="get_claim", responses={200: CLAIM_REFERENCE, 404: Refusal, **REFUSED})
    def get(self, request: Request, reference: str) -> Response:
        """The claim as it is now, as /api/v1/claim-schema/ describes it. The claimant reads that it was read."""
        claim = readers.api_claim(reference)
        actions.record_reading(key=request.auth, claim=claim, by=self.actor(request))
        decision, hidden = readers.decision_sent_on(claim), request.auth.with_hidden
        return Response(claim_document(claim, decision=decision, with_hidden=hidden))


class ClaimFileContent(KeyView):
    """A file of a claim."""

    @extend_schema(operation_id="get_claim_file", responses={200: OpenApiTypes.BINARY, 404: Refusal, **REFUSED})
    def get(self, request: Request, reference: str, file_id: uuid.UUID) -> HttpResponse:
        """The bytes of a file that the claim names."""
        claim = readers.api_claim(reference)
        found = readers.api_file(claim, file_id)
        actions.record_file_reading(key=request.auth, claim=claim, by=self.actor(request))
        return file_attachment(found)


class Acknowledge(KeyView):
    """Say that a claim has arrived."""

    right = Right.ACKNOWLEDGE

    @extend_schema(
        operation_id="acknowledge_claim", request=Acknowledgement,
        responses={200: Now, 400: Problems, 404: Refusal, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request, reference: str) -> Response:
        """Your system has the claim. With the key of a delivery, that delivery is accepted."""
        said = Acknowledgement(data=request.data)
        if not said.is_valid():
            return _invalid(said)
        claim = actions.acknowledge(
            key=request.auth, reference=reference, delivery=said.validated_data.get("key"),
            external_id=said.validated_data.get("reference", ""), by=self.actor(request),
        )  # fmt: skip
        return _now(claim)


class SetStatus(KeyView):
    """Set a status."""

    right = Right.SET_STATUS

    @extend_schema(
        operation_id="set_claim_status", request=StatusWanted,
        responses={200: Now, 400: Problems, 404: Refusal, 409: Refusal, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request, reference: str) -> Response:
        """Move a claim to another status and tell the claimant; refused when somebody else moved it first."""
        said = StatusWanted(data=request.data)
        if not said.is_valid():
            return _invalid(said)
        try:
            claim = actions.set_status(
                reference=reference, **{"message": ""} | said.validated_data, by=self.actor(request)
            )
        except StatusMoved as moved:
            raise Conflict(f"The status is “{moved.change.status.code}” now. Nothing was changed.") from moved
        except OnlyByDecision as refusal:
            raise Conflict("The claim is decided: its status changes at the desk.") from refusal
        return _now(claim)


def _now(claim: Claim) -> Response:
    return Response({"reference": claim.reference, "status": claim.status.code})


def _invalid(said: serializers.Serializer) -> Response:
    return _problems([(f"/{name}", str(error)) for name, errors in said.errors.items() for error in errors])


def _problems(problems: list[tuple[str, str]]) -> Response:
    listed = [{"field": field, "message": sentence} for field, sentence in problems]
    return Response({"problems": listed}, status=status.HTTP_400_BAD_REQUEST)
