"""The address of a review, among those of claims."""

from django.urls import path

from claims.reviewing import views

reviewing_urlpatterns = [
    path("claims/<uuid:public_id>/review/", views.review, name="review"),
]
