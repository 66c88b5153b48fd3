"""Addresses of a form's translations; studio/urls.py has them among its own."""

from django.urls import path

from studio.languages import views

FORM = "staff/studio/<slug:slug>/languages/"

urlpatterns = [
    path("staff/studio/<slug:slug>/translations/<slug:language>.csv", views.sheet, name="translations"),
    path("staff/studio/<slug:slug>/translations/<slug:language>/", views.bring_sheet, name="bring_translations"),
    path(FORM, views.languages, name="languages"),
    path(f"{FORM}<slug:language>/", views.language, name="language"),
    path(f"{FORM}<slug:language>/<slug:part>/", views.part, name="language_part"),
]
