"""Addresses of the account: ours under the name `accounts`, allauth's under its own names, which it reverses itself."""

from allauth.account import views as allauth_views
from django.urls import include, path

from accounts.keeping.form_owners import for_anybody
from accounts.sessions import second_factor_owner_required
from accounts.throttling import throttled
from accounts.urls.second_factor import urlpatterns as second_factor_patterns
from accounts.views import account, alerts, contacts, finishing, incoming, kiosk, second_factor, session, sign_in, whose

# Looking at a password takes a third of a second.
password_sign_in = for_anybody(throttled(group="password-sign-in", rate="60/m")(allauth_views.login))

own = [
    path("", account.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.enter_code, name="enter_code"),
    path("sign-in/another-code/", sign_in.resend_code, name="resend_code"),
    path("signed-in/", sign_in.after_sign_in, name="after_sign_in"),
    path("is-this-yours/", whose.is_this_yours, name="is_this_yours"),
    path("finished/", finishing.finish, name="finish"),
    path("public-computer/", kiosk.say_public, name="say_public"),
    path("visit-ended/", kiosk.visit_ended, name="visit_ended"),
    path("set-up/<str:token>/", kiosk.set_up_kiosk, name="set_up_kiosk"),
    path("public-computers/", kiosk.kiosk_settings, name="kiosk_settings"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("read-forms-in/", account.read_in, name="read_in"),
    path("sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("session/", session.session_state, name="session_state"),
    path("session/stay/", session.stay_signed_in, name="stay_signed_in"),
    path("come-back/", session.come_back, name="come_back"),
    path("throw-away/", session.discard_resubmission, name="discard_resubmission"),
    path("session-ended/", sign_in.staff_session_ended, name="staff_session_ended"),
    path("files/", incoming.begin, name="begin_file"),
    path("files/<uuid:public_id>/", incoming.part, name="file_part"),
    path("who-has-seen-my-information/", account.audit_trail, name="audit_trail"),
    path("contact/", contacts.change_contact, name="change_contact"),
    path("contact/code/", contacts.confirm_contact, name="confirm_contact"),
    path("contact/join/", contacts.join_accounts, name="join_accounts"),
    path("how-we-contact-you/", account.preferences, name="preferences"),
    path("password/", account.set_password, name="set_password"),
    path("password/remove/", account.remove_password, name="remove_password"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("alerts/", alerts.alerts, name="alerts"),
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
