"""Addresses of live help."""

from django.urls import path

from cobrowse.views import asking, conversation

app_name = "cobrowse"

urlpatterns = [
    path("help/ask/", asking.ask, name="ask"),
    path("help/ask/<slug:step>/", asking.ask, name="ask"),
    path("help/<uuid:public_id>/", conversation.show, name="request"),
    path("help/<uuid:public_id>/changes/", conversation.changes, name="changes"),
    path("help/<uuid:public_id>/leave/", conversation.leave, name="leave"),
    path("help/<uuid:public_id>/end/", conversation.end, name="end"),
    path("help/<uuid:public_id>/rating/", conversation.say_how_it_was, name="rating"),
]
