"""Addresses on the platform's own hosts, where there is no council."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts.keeping.form_owners import for_anybody
from accounts.sessions import second_factor_owner_required
from accounts.urls.second_factor import urlpatterns as second_factor_patterns
from accounts.views import second_factor, session, sign_in
from betteroff import failures, health, operating, views

handler403, handler404, handler500 = failures.forbidden, failures.not_found, failures.server_error

# How operators sign in: the same pages as staff's, without those for residents.
accounts = [
    path("signed-in/", sign_in.after_sign_in, name="after_sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("throw-away/", session.discard_resubmission, name="discard_resubmission"),
    path("session-ended/", sign_in.staff_session_ended, name="staff_session_ended"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
]

operator = [
    path("", operating.home, name="home"),
    path("councils/add/", operating.add, name="add"),
    path("councils/<slug:slug>/", operating.council, name="council"),
    path("councils/<slug:slug>/close/", operating.close, name="close"),
    path("councils/<slug:slug>/admin/", operating.invite_admin, name="invite_admin"),
    path("councils/<slug:slug>/second-factor/<uuid:public_id>/", operating.agree_reset, name="agree_reset"),
    path("councils/<slug:slug>/reopen/", operating.reopen, name="reopen"),
    path("councils/<slug:slug>/retry/<slug:kind>/", operating.retry, name="retry"),
]

urlpatterns = [
    path("", views.choose_council, name="home"),
    path("healthz", health.health, name="health"),
    path("", include("betteroff.urls.operations")),
    path("operator/", include((operator, "operator"))),
    path("account/", include((accounts, "accounts"))),
    path("account/sign-in/password/", for_anybody(allauth_views.login), name="account_login"),
    path("account/closed/", allauth_views.account_inactive, name="account_inactive"),
    path(
        "account/confirm/password/",
        second_factor_owner_required(allauth_views.reauthenticate),
        name="account_reauthenticate",
    ),
    path("account/second-factor/", include(second_factor_patterns)),
]
