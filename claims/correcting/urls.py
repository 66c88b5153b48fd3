"""Addresses of corrections, among those of claims."""

from django.urls import path

from claims.correcting.views import asked

ALL = "claims/<uuid:public_id>/corrections/"
ONE = f"{ALL}<uuid:ask_id>/"

correcting_urlpatterns = [
    path(ALL, asked.corrections, name="corrections"),
    path(ONE, asked.correct, name="correct"),
    path(f"{ONE}check/", asked.check_correction, name="check_correction"),
]
