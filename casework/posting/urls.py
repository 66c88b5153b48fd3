"""Addresses of letters by post, among those of the desk."""

from django.urls import path

from casework.posting import views

posting_urlpatterns = [
    path("staff/letters/", views.letters_to_post, name="letters_to_post"),
    path("staff/letters/print/<int:last>/", views.print_together, name="print_letters"),
    path("staff/letters/<uuid:public_id>/told/", views.told_otherwise, name="told_otherwise"),
]
