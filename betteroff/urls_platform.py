"""Addresses on the platform's own hosts, where there is no council."""

from django.urls import include, path

from betteroff import health, views

handler404, handler500 = "betteroff.failures.not_found", "betteroff.failures.server_error"

urlpatterns = [
    path("", views.choose_council, name="home"),
    path("healthz", health.health, name="health"),
    path("", include("betteroff.urls_operations")),
]
