"""Addresses of checking and deciding, among those of the desk, and of the letters that claimants read."""

from django.urls import path

from casework.deciding.views import checking, deciding, letters, settings

deciding_urlpatterns = [
    path("staff/claims/<slug:reference>/checks/<slug:key>/", checking.check_claim, name="check_claim"),
    path("staff/claims/<slug:reference>/decide/", deciding.decide, name="decide"),
    path("staff/claims/<slug:reference>/decisions/<uuid:public_id>/", deciding.decision, name="decision"),
    path("staff/settings/decisions/", settings.deciding_settings, name="deciding_settings"),
    path("claims/<uuid:public_id>/letters/<uuid:letter_id>/", letters.letter, name="letter"),
    path("claims/<uuid:public_id>/letters/<uuid:letter_id>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("claims/<uuid:public_id>/letters/<uuid:letter_id>/text/", letters.letter_text, name="letter_text"),
]
