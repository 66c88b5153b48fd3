"""Addresses of the hand-over, among those of the desk."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from casework.handover.api import views as api
from casework.handover.views import deliveries, destinations

handover_urlpatterns = [
    path("staff/settings/handover/", destinations.handover, name="handover"),
    path("staff/settings/handover/add/", destinations.add_destination, name="add_destination"),
    path("staff/settings/handover/deliveries/", deliveries.deliveries, name="deliveries"),
    path("staff/settings/handover/<uuid:public_id>/", destinations.change_destination, name="change_destination"),
    path("staff/settings/handover/<uuid:public_id>/secret/", destinations.renew_secret, name="renew_secret"),
    path("staff/claims/<slug:reference>/deliveries/<uuid:public_id>/again/", deliveries.send_again, name="send_again"),
    path("api/v1/claim-schema/", login_not_required(api.ClaimSchema.as_view()), name="claim_schema"),
]
