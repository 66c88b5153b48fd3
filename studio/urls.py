"""Addresses of the studio."""

from django.urls import path

from studio.views import listing

app_name = "studio"

urlpatterns = [
    path("staff/studio/", listing.forms, name="forms"),
]
