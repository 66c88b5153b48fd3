"""Addresses of withdrawing, among those of claims."""

from django.urls import path

from claims.withdrawing import views

withdrawing_urlpatterns = [
    path("claims/<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("claims/<uuid:public_id>/withdraw/back/", views.restore, name="restore"),
]
