"""allauth's pages for authenticator apps, passkeys and recovery codes; only staff and operators have them."""

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from accounts.keeping.form_owners import for_anybody
from accounts.sessions import second_factor_owner_required as guarded

urlpatterns = [
    # Part of signing in, before anybody is signed in: allauth lets in only who gave the password.
    path("enter/", for_anybody(base.authenticate), name="mfa_authenticate"),
    path("manage/", guarded(base.index), name="mfa_index"),
    path("confirm/", guarded(base.reauthenticate), name="mfa_reauthenticate"),
    path("app/set-up/", guarded(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", guarded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", guarded(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", guarded(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "recovery-codes/download/", guarded(recovery_codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("passkeys/", guarded(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/add/", guarded(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/confirm/", guarded(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", guarded(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", guarded(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
