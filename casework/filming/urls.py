"""Addresses of films in sign language, among those of the desk."""

from django.urls import path

from casework.filming import views

filming_urlpatterns = [
    path("staff/films/", views.films, name="films"),
    path("staff/claims/<slug:reference>/decisions/<uuid:public_id>/film/", views.film, name="film"),
    path("staff/claims/<slug:reference>/decisions/<uuid:public_id>/film/remove/", views.remove, name="remove_film"),
]
