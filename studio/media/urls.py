"""Addresses of sound and films; studio/urls.py has them among its own."""

from django.urls import path

from studio.media import views

QUESTION = "staff/studio/<slug:slug>/questions/<slug:key>/media/"

urlpatterns = [
    path("staff/studio/media/", views.media, name="media"),
    path("staff/studio/media/unused/", views.remove_unused, name="remove_unused_media"),
    path(QUESTION, views.question_media, name="question_media"),
    path(f"{QUESTION}sound/", views.add_sound, name="add_sound"),
    path(f"{QUESTION}speak/", views.speak, name="speak"),
    path(f"{QUESTION}film/", views.add_film, name="add_film"),
    path(f"{QUESTION}remove/", views.remove_media, name="remove_media"),
]
