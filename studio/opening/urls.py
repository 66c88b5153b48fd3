"""Addresses of the opening of a form; studio/urls.py has them among its own."""

from django.urls import path

from studio.opening import views

urlpatterns = [
    path("staff/studio/<slug:slug>/settings/", views.form_settings, name="form_settings"),
    path("staff/studio/<slug:slug>/opening/", views.opening, name="opening"),
    path("staff/studio/<slug:slug>/opening/close/", views.close, name="close"),
]
