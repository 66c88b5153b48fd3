"""Addresses of reviews, among those of the desk."""

from django.urls import path

from casework.reviewing import views

reviewing_urlpatterns = [
    path("staff/claims/<slug:reference>/review/", views.review_award, name="review_award"),
    path("staff/claims/<slug:reference>/review/open/", views.open_review, name="open_review"),
]
