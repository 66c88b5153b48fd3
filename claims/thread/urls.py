"""Addresses of threads, below those of claims."""

from django.urls import path

from claims.thread import views

urlpatterns = [path("claims/<uuid:public_id>/messages/", views.thread, name="thread")]
