"""Addresses of papers, among those of claims."""

from django.urls import path

from claims.papers import views

paper_urlpatterns = [
    path("claims/<uuid:public_id>/papers/", views.papers, name="papers"),
    path("claims/<uuid:public_id>/papers/<uuid:paper_id>/", views.paper, name="paper"),
    path("claims/<uuid:public_id>/papers/files/<uuid:file_id>/remove/", views.remove_paper, name="remove_paper"),
]
