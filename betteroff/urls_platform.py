"""Addresses on the platform's own hosts, where there is no council."""

from django.urls import include, path

from betteroff import failures, health, views

handler404, handler500 = failures.not_found, failures.server_error

urlpatterns = [
    path("", views.choose_council, name="home"),
    path("healthz", health.health, name="health"),
    path("", include("betteroff.urls_operations")),
]
