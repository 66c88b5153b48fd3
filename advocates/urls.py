"""Addresses of advocates."""

from django.urls import path

from advocates.enquiring.urls import enquiring_urlpatterns
from advocates.planning.urls import planning_urlpatterns
from advocates.views import confirming, helping, invited, inviting, residents

app_name = "advocates"
invite_helper = inviting.InviteHelper.as_view(url_name="advocates:invite", done_step_name="done")

urlpatterns = [
    path("account/helpers/", residents.helpers, name="helpers"),
    path("account/helpers/invite/<slug:step>/", invite_helper, name="invite"),
    path("account/helpers/<uuid:public_id>/end/", residents.end_helper, name="end_helper"),
    path("account/helpers/invitations/<uuid:public_id>/take-back/", residents.take_back, name="take_back"),
    path("invited/<str:token>/", invited.invited, name="invited"),
    path("confirm/<uuid:public_id>/", confirming.confirm, name="confirm"),
    path("confirm/<uuid:public_id>/code/", confirming.confirm_code, name="confirm_code"),
    path("helping/", helping.people, name="people"),
    path("helping/<uuid:public_id>/", helping.person, name="person"),
    path("helping/<uuid:public_id>/start/<slug:slug>/", helping.start_for, name="start_for"),
    path("helping/<uuid:public_id>/stop/", helping.give_up, name="give_up"),
    *enquiring_urlpatterns,
    *planning_urlpatterns,
]
