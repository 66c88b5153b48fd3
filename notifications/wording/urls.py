"""Addresses of the words of messages."""

from django.urls import path

from notifications.wording import views

app_name = "messages"
urlpatterns = [
    path("staff/settings/messages/", views.kinds, name="kinds"),
    path("staff/settings/messages/forms/<slug:form>/", views.form_kinds, name="form_kinds"),
    path("staff/settings/messages/forms/<slug:form>/<slug:template>/<slug:language>/", views.words, name="form_words"),
    path(
        "staff/settings/messages/forms/<slug:form>/<slug:template>/<slug:language>/council/",
        views.drop,
        name="form_drop",
    ),  # fmt: skip
    path("staff/settings/messages/<slug:template>/<slug:language>/", views.words, name="words"),
    path("staff/settings/messages/<slug:template>/<slug:language>/platform/", views.drop, name="drop"),
]
