"""Addresses of withdrawing, among those of the desk."""

from django.urls import path

from casework.withdrawing import views

withdrawing_urlpatterns = [
    path("staff/claims/<slug:reference>/withdraw/", views.withdraw_claim, name="withdraw_claim"),
    path("staff/claims/<slug:reference>/withdraw/back/", views.restore_claim, name="restore_claim"),
]
