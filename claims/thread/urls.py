"""Addresses of threads, among those of claims."""

from django.urls import path

from claims.thread import views

thread_urlpatterns = [path("claims/<uuid:public_id>/messages/", views.thread, name="thread")]
