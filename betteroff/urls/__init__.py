"""Addresses on a council's host."""

from django.conf import settings
from django.urls import include, path

from accounts.views.account import language
from betteroff import council_settings, failures, health, views
from estimates.api.urls import schema_urls

handler403, handler404, handler500 = failures.forbidden, failures.not_found, failures.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("council.css", views.council_css, name="council_css"),
    path("council-logo", views.council_logo, name="council_logo"),
    path("try/<str:token>/", views.try_council, name="try_council"),
    path("staff/settings/", council_settings.council_settings, name="council_settings"),
    path("staff/settings/opening/", council_settings.opening, name="opening"),
    path("", include("accounts.settling.urls")),
    path("", include("notifications.wording.urls")),
    path("language/", language, name="set_language"),
    path("healthz", health.health, name="health"),
    path("", include("betteroff.urls.operations")),
    path("", include("accounts.staffing.urls")),
    path("account/", include("accounts.urls")),
    path("", include("claims.urls")),
    path("", include("estimates.urls")),
    path("", include("casework.urls")),
    path("", include("formspec.urls")),
    path("", include("studio.urls")),
    path("", include("cobrowse.urls")),
    path("", include("advocates.urls")),
    path("", include("advocates.registering.urls")),
    path("", include("advocates.legal.urls")),
    path("", include("records.urls")),
    path("", include("reports.urls")),
    path("", include("jobjournal.urls")),
    path("api/v1/", include("estimates.api.urls")),
    path("api/schema/", include(schema_urls)),
]

if settings.DEMO:
    urlpatterns += [path("mailbox/", include("notifications.urls"))]
