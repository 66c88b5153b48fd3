"""Addresses of the council's words, among those of the desk."""

from django.urls import path

from casework.wording import views

wording_urlpatterns = [
    path("staff/settings/words/", views.wording, name="wording"),
    path("staff/settings/words/forms/<slug:form>/", views.form_statuses, name="form_statuses"),
    path("staff/settings/words/forms/<slug:form>/add/", views.add_form_status, name="add_form_status"),
    path("staff/settings/words/forms/<slug:form>/<slug:code>/", views.form_status, name="form_status"),
    path("staff/settings/words/statuses/add/", views.add_status, name="add_status"),
    path("staff/settings/words/statuses/<slug:code>/", views.change_status_words, name="change_status_words"),
    path("staff/settings/words/statuses/<slug:code>/remove/", views.remove_status, name="remove_status"),
    path("staff/settings/words/ready/add/", views.add_ready_words, name="add_ready_words"),
    path("staff/settings/words/ready/<slug:code>/", views.change_ready_words, name="change_ready_words"),
    path("staff/settings/words/ready/<slug:code>/remove/", views.remove_ready_words, name="remove_ready_words"),
]
