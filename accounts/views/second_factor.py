"""The second factor of staff: to set it up, to give it, or to sign in again with it. The steps are allauth's."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from accounts.sessions import has_password_proof

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Staff without a second factor in this session land here, and are told or sent what to do."""
    if request.actor.membership is None and not request.user.is_superuser:
        raise Http404
    if request.actor.second_factor:
        return redirect("accounts:after_sign_in")
    if not has_password_proof(request):
        return render(request, "accounts/second_factor.html")
    if is_mfa_enabled(request.user, FACTORS):
        here = urlencode({"next": reverse("accounts:after_sign_in")})
        totp = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        step = "mfa_reauthenticate" if totp else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(step)}?{here}")
    return render(request, "accounts/set_up_second_factor.html")
