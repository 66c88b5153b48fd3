"""Addresses of notes, among those of the desk."""

from django.urls import path

from casework.noting import views

noting_urlpatterns = [
    path("staff/notes/", views.waiting_notes, name="waiting_notes"),
    path("staff/claims/<slug:reference>/notes/new/", views.new_note, name="new_note"),
    path("staff/claims/<slug:reference>/notes/<int:key>/", views.note, name="note"),
    path("staff/claims/<slug:reference>/notes/<int:key>/done/", views.note_done, name="note_done"),
]
