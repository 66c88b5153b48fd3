"""Addresses of a partner's signature, among those of claims."""

from django.urls import path

from claims.signing.views import claimants, partner

signing_urlpatterns = [
    path("claims/<uuid:public_id>/partner/", claimants.ask_for_signature, name="ask_for_signature"),
    path("sign/<str:token>/", partner.sign, name="sign"),
    path("sign-claim/code/", partner.sign_code, name="sign_code"),
    path("sign-claim/", partner.sign_statement, name="sign_statement"),
]
