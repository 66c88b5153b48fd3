"""Addresses on the platform's own hosts, where there is no council."""

from django.urls import include, path

from betteroff import views

urlpatterns = [
    path("", views.choose_council, name="home"),
    path("healthz", views.health, name="health"),
    path("", include("betteroff.urls_operations")),
]
