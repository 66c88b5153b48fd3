"""Addresses of the public API: mounted at /api/v1/, and `schema_urls` at /api/schema/."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from estimates.api import views as api
from estimates.api.schema import household_components

app_name = "api"

urlpatterns = [
    path("estimates/", login_not_required(api.Estimates.as_view()), name="estimates"),
    path("estimates/<uuid:public_id>/", login_not_required(api.EstimateResult.as_view()), name="estimate"),
    path("forms/", login_not_required(api.Forms.as_view()), name="forms"),
    path("forms/<slug:slug>/", login_not_required(api.FormDetail.as_view()), name="form"),
    path("household-schema/", login_not_required(api.HouseholdSchema.as_view()), name="household_schema"),
]

_schema = SpectacularAPIView.as_view(
    custom_settings={
        # The household format is JSON Schema as OpenAPI 3.1 has it ("type": ["number", "null"]).
        "OAS_VERSION": "3.1.0",
        "APPEND_COMPONENTS": {"schemas": household_components()},
        # The usual hook would move the format's own lists of words out of it.
        "POSTPROCESSING_HOOKS": [],
    }
)
schema_urls = [path("", login_not_required(_schema), name="api_schema")]
