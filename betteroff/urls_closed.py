"""Addresses on the host of a closed council: its looks, the platform's health, and one page for everything else."""

from django.urls import include, path, re_path

from betteroff import health, views

urlpatterns = [
    path("council.css", views.council_css, name="council_css"),
    path("council-logo", views.council_logo, name="council_logo"),
    path("healthz", health.health, name="health"),
    path("", include("betteroff.urls_operations")),
    re_path("", views.closed, name="closed"),
]
