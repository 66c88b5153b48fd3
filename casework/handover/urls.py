"""Addresses of the hand-over, among those of the desk."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from casework.handover.api import views as api
from casework.handover.views import api_keys, deliveries, destinations

handover_urlpatterns = [
    path("staff/settings/handover/", destinations.handover, name="handover"),
    path("staff/settings/handover/none/", destinations.want_none, name="want_no_handover"),
    path("staff/settings/handover/add/", destinations.add_destination, name="add_destination"),
    path("staff/settings/handover/deliveries/", deliveries.deliveries, name="deliveries"),
    path("staff/settings/handover/<uuid:public_id>/", destinations.change_destination, name="change_destination"),
    path("staff/settings/handover/<uuid:public_id>/secret/", destinations.renew_secret, name="renew_secret"),
    path("staff/settings/handover/<uuid:public_id>/older/", destinations.hand_over_older, name="hand_over_older"),
    path("staff/claims/<slug:reference>/deliveries/<uuid:public_id>/again/", deliveries.send_again, name="send_again"),
    path("staff/settings/keys/", api_keys.api_keys, name="api_keys"),
    path("staff/settings/keys/<uuid:public_id>/revoke/", api_keys.revoke_key, name="revoke_key"),
    path("api/v1/claims/", login_not_required(api.Claims.as_view()), name="api_claims"),
    path("api/v1/claims/<slug:reference>/", login_not_required(api.ClaimDetail.as_view()), name="api_claim"),
    path(
        "api/v1/claims/<slug:reference>/files/<uuid:file_id>/",
        login_not_required(api.ClaimFileContent.as_view()),
        name="api_claim_file",
    ),
    path(
        "api/v1/claims/<slug:reference>/acknowledge/",
        login_not_required(api.Acknowledge.as_view()),
        name="api_acknowledge",
    ),
    path("api/v1/claims/<slug:reference>/status/", login_not_required(api.SetStatus.as_view()), name="api_set_status"),
    path("api/v1/claim-schema/", login_not_required(api.ClaimSchema.as_view()), name="claim_schema"),
]
