"""Addresses of partners' signatures, among those of the desk."""

from django.urls import path

from casework.signing import views

signing_urlpatterns = [
    path("staff/claims/<slug:reference>/signature/", views.record_signature, name="record_signature"),
]
