"""Addresses of links to phones, among those of claims."""

from django.urls import path

from claims.phone import views

phone_urlpatterns = [
    path("claims/<uuid:public_id>/papers/<uuid:paper_id>/phone/", views.beside_paper, name="beside_paper"),
    path("claims/<uuid:public_id>/files/<slug:key>/phone/", views.beside_question, name="beside_question"),
    path("phone/", views.phone, name="phone"),
    path("phone/photos/", views.phone_photos, name="phone_photos"),
    path("phone/files/", views.phone_begin_file, name="phone_begin_file"),
    path("phone/files/<uuid:file_id>/", views.phone_file_part, name="phone_file_part"),
    path("phone/finish/", views.phone_finish, name="phone_finish"),
    path("phone/<slug:words>/", views.phone_code, name="phone_code"),
]
