"""Addresses of the reports."""

from django.urls import path

from reports.views import figures, gain, openings, partners

app_name = "reports"

urlpatterns = [
    path("staff/reports/gain/", gain.gain, name="gain"),
    path("staff/reports/gain/<slug:table>.csv", gain.gain_csv, name="gain_csv"),
    path("staff/reports/help/", figures.help_figures, name="help"),
    path("staff/settings/people/opened/", openings.opened, name="opened"),
    path("staff/reports/partners/", partners.partners, name="partners"),
    path("staff/reports/partners.csv", partners.partners_csv, name="partners_csv"),
    path("staff/reports/work/", figures.work_figures, name="work"),
    path("staff/reports/work.csv", figures.work_csv, name="work_csv"),
]
