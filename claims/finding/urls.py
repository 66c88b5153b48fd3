"""The address of the settings of the address service."""

from django.urls import path

from claims.finding import views

finding_urlpatterns = [path("staff/settings/addresses/", views.finding_settings, name="finding_settings")]
