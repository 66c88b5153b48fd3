"""The mailbox of a demo; betteroff/urls.py includes it only there."""

from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [path("", views.mailbox, name="mailbox")]
