"""The API for a council's own systems: the format of a claim."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from casework.handover.readers.claim_schema import claim_schema
from estimates.api.views import PublicView


class ClaimSchema(PublicView):
    """The format of a claim."""

    @extend_schema(operation_id="get_claim_schema", responses={200: {"type": "object"}})
    def get(self, request: Request) -> Response:
        """The JSON Schema of a claim as it is handed over, with what each field means."""
        return Response(claim_schema())
