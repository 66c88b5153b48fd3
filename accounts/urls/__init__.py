"""Addresses of the account: ours under the name `accounts`, allauth's under its own names, which it reverses itself."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts.sessions import second_factor_owner_required
from accounts.throttling import throttled
from accounts.urls.second_factor import urlpatterns as second_factor_patterns
from accounts.views import account, second_factor, sign_in

# Looking at a password takes a third of a second.
password_sign_in = throttled(group="password-sign-in", rate="60/m")(allauth_views.login)

own = [
    path("", account.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.enter_code, name="enter_code"),
    path("sign-in/another-code/", sign_in.resend_code, name="resend_code"),
    path("signed-in/", sign_in.after_sign_in, name="after_sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("session-ended/", sign_in.staff_session_ended, name="staff_session_ended"),
    path("who-has-seen-my-information/", account.audit_trail, name="audit_trail"),
    path("password/", account.set_password, name="set_password"),
    path("password/remove/", account.remove_password, name="remove_password"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("sign-in/password/", password_sign_in, name="account_login"),
    path("closed/", allauth_views.account_inactive, name="account_inactive"),
    path(
        "confirm/password/",
        second_factor_owner_required(allauth_views.reauthenticate),
        name="account_reauthenticate",
    ),
    path("second-factor/", include(second_factor_patterns)),
]
