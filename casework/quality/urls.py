"""Addresses of quality checks, among those of the desk."""

from django.urls import path

from casework.quality import views

quality_urlpatterns = [
    path("staff/quality/", views.quality_list, name="quality"),
    path("staff/settings/quality/", views.quality_rates, name="quality_rates"),
    path("staff/settings/quality/<int:key>/remove/", views.remove_rate, name="remove_rate"),
]
