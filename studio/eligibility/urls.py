"""Addresses of the eligibility check; studio/urls.py has them among its own."""

from django.urls import path

from studio.eligibility import views

CHECK = "staff/studio/<slug:slug>/eligibility/"

urlpatterns = [
    path(CHECK, views.eligibility, name="eligibility"),
    path(f"{CHECK}add/", views.add_question, name="add_eligibility_question"),
    path(f"{CHECK}words/", views.words, name="eligibility_words"),
    path(f"{CHECK}<slug:key>/", views.question, name="eligibility_question"),
    path(f"{CHECK}<slug:key>/remove/", views.remove, name="remove_eligibility_question"),
]
