"""Addresses of the words of messages."""

from django.urls import path

from notifications.wording import views

app_name = "messages"
urlpatterns = [
    path("staff/settings/messages/", views.kinds, name="kinds"),
    path("staff/settings/messages/<slug:template>/<slug:language>/", views.words, name="words"),
    path("staff/settings/messages/<slug:template>/<slug:language>/platform/", views.drop, name="drop"),
]
