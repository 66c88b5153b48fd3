"""Addresses of the settings of a council's forms."""

from django.urls import path

from formspec import views

app_name = "formspec"

urlpatterns = [
    path("media/<str:name>", views.medium, name="medium"),
    path("staff/settings/forms/", views.form_list, name="form_list"),
    path("staff/settings/forms/<slug:slug>/", views.form_questions, name="form_questions"),
]
