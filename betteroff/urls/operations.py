"""Addresses for those who run the platform, on every host."""

from django.urls import path

from betteroff import operations

urlpatterns = [
    path("metrics", operations.metrics, name="metrics"),
]
