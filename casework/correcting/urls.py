"""Addresses of corrections, among those of the desk."""

from django.urls import path

from casework.correcting import views

ALL = "staff/claims/<slug:reference>/corrections/"
ONE = f"{ALL}<uuid:ask_id>/"

correcting_urlpatterns = [
    path(f"{ALL}ask/", views.ask_for_correction, name="ask_for_correction"),
    path(ONE, views.correct_answers, name="correct_answers"),
    path(f"{ONE}check/", views.check_corrected, name="check_corrected"),
    path(f"{ONE}cancel/", views.cancel_correction, name="cancel_correction"),
]
