"""The public API: estimates of households about nobody we know, the council's forms, the household format.

Anybody may call it; it looks at no session, so a call is never made in somebody's name.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import ParseError, Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.throttling import too_often
from calculator.household.parsing import HouseholdProblems, household_schema
from core.rules.messages import in_words
from estimates.actions.estimating import TooManyWaiting, ask_estimate_for_household
from estimates.api.body import BoundedJSONParser
from estimates.api.schema import EXAMPLE, HOUSEHOLD_REFERENCE, EstimateAnswer, FormAnswer, FormInList, Problems, Refusal
from estimates.models import Estimate
from estimates.readers.estimates import api_estimate
from formspec.readers import form_titles, published_forms, published_version


class PublicView(APIView):
    """Open to anybody, on purpose."""

    authentication_classes: list = []
    permission_classes = [AllowAny]


class EstimateThrottle(BaseThrottle):
    """So many estimates a minute for one network address."""

    rate = "30/m"

    def allow_request(self, request: Request, view: APIView) -> bool:
        return not too_often(request, group="api-estimates", rate=self.rate)

    def wait(self) -> int:
        return 60


class Estimates(PublicView):
    """Ask for an estimate."""

    parser_classes = [BoundedJSONParser]
    throttle_classes = [EstimateThrottle]

    @extend_schema(
        operation_id="ask_estimate",
        request={"application/json": HOUSEHOLD_REFERENCE},
        responses={202: EstimateAnswer, 400: Problems, 413: Refusal, 415: Refusal, 429: Refusal},
        parameters=[
            OpenApiParameter("Location", str, "header", response=[202], description="Where the result will be."),
            OpenApiParameter(
                "Retry-After",
                int,
                "header",
                response=[429],
                description="Seconds to wait: too many were asked for in a minute, or wait to be worked out.",
            ),
        ],
        examples=[OpenApiExample("A lone parent who rents", value=EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Work out what a household can get. It takes a few seconds: ask the address in the answer for the result."""
        try:
            estimate = ask_estimate_for_household(household_json=request.data, by=request.actor)
        except ParseError as error:
            return _problems([("", str(error.detail))])
        except HouseholdProblems as error:
            return _problems(error.problems)
        except TooManyWaiting as refusal:
            raise Throttled(wait=refusal.retry_after) from refusal
        answer = _answer(request, estimate)
        return Response(answer, status=status.HTTP_202_ACCEPTED, headers={"Location": answer["url"]})


def _problems(problems: list[tuple[str, Any]]) -> Response:
    listed = [{"field": pointer, "message": str(sentence)} for pointer, sentence in problems]
    return Response({"problems": listed}, status=status.HTTP_400_BAD_REQUEST)


def _answer(request: Request, estimate: Estimate) -> dict[str, Any]:
    return {
        "id": str(estimate.public_id),
        "status": estimate.state,
        "url": request.build_absolute_uri(reverse("api:estimate", args=[estimate.public_id])),
        "result": in_words(estimate.result),
        "error": estimate.error,
    }


class EstimateResult(PublicView):
    """One estimate that was asked for here."""

    @extend_schema(operation_id="get_estimate", responses={200: EstimateAnswer, 404: Refusal})
    def get(self, request: Request, public_id: str) -> Response:
        """The estimate: `due` while it is worked out, then `ready` with the result or `failed` with a sentence."""
        return Response(_answer(request, api_estimate(public_id)))


class Forms(PublicView):
    """The council's forms."""

    @extend_schema(operation_id="list_forms", responses={200: FormInList(many=True)})
    def get(self, request: Request) -> Response:
        """Every published claim form of this council, closed schemes included."""
        listed = form_titles(published_forms())
        names = ("slug", "title", "version", "is_open")
        return Response(
            [
                {name: form[name] for name in names}
                | {"url": request.build_absolute_uri(reverse("api:form", args=[form["slug"]]))}
                for form in listed
            ]
        )


class FormDetail(PublicView):
    """One form."""

    @extend_schema(operation_id="get_form", responses={200: FormAnswer, 404: Refusal})
    def get(self, request: Request, slug: str) -> Response:
        """The published version of a form, complete: what is asked, when, and with which help."""
        version = published_version(slug)
        return Response(
            {
                "slug": version.form.slug,
                "version": version.number,
                "is_open": version.form.opening.is_open(timezone.now()),
                "document": version.spec,
            }
        )


class HouseholdSchema(PublicView):
    """The household format."""

    @extend_schema(operation_id="get_household_schema", responses={200: {"type": "object"}})
    def get(self, request: Request) -> Response:
        """The JSON Schema of a household, with what each field means."""
        return Response(household_schema())
