"""The address of changes, among those of claims."""

from django.urls import path

from claims.changing import views

changing_urlpatterns = [
    path("claims/<uuid:public_id>/change/", views.change, name="change"),
]
