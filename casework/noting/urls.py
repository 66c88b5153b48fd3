"""Addresses of notes, among those of the desk."""

from django.urls import path

from casework.noting import views

noting_urlpatterns = [
    path("staff/notes/", views.waiting_notes, name="waiting_notes"),
    path("staff/claims/<slug:reference>/notes/new/", views.new_note, name="new_note"),
    path("staff/claims/<slug:reference>/notes/<int:key>/", views.note, name="note"),
    path("staff/claims/<slug:reference>/notes/<int:key>/done/", views.note_done, name="note_done"),
    path("staff/claims/<slug:reference>/notes/<int:key>/files/", views.add_note_files, name="add_note_files"),
    path("staff/claims/<slug:reference>/notes/<int:key>/files/<uuid:file_id>/", views.note_file, name="note_file"),
    path(
        "staff/claims/<slug:reference>/notes/<int:key>/files/<uuid:file_id>/remove/",
        views.remove_note_file,
        name="remove_note_file",
    ),
]
