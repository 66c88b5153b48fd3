"""Addresses of the reports."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("staff/reports/gain/", views.gain, name="gain"),
    path("staff/reports/help/", views.help_figures, name="help"),
    path("staff/reports/gain/<slug:table>.csv", views.gain_csv, name="gain_csv"),
]
