"""Addresses of acts on many claims, among those of the desk."""

from django.urls import path

from casework.bulk import views

bulk_urlpatterns = [
    path("staff/many-claims/", views.choose, name="choose_claims"),
    path("staff/many-claims/<uuid:public_id>/", views.batch, name="batch"),
]
