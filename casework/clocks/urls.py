"""Addresses of holds and targets, among those of the desk."""

from django.urls import path

from casework.clocks.views import holds, settings

clocks_urlpatterns = [
    path("staff/claims/<slug:reference>/hold/", holds.hold, name="hold"),
    path("staff/claims/<slug:reference>/hold/dealt-with/", holds.deal_with_hold, name="deal_with_hold"),
    path("staff/settings/targets/", settings.target_days, name="targets"),
    path("staff/settings/targets/<slug:slug>/", settings.form_targets, name="form_targets"),
]
