"""Addresses of advocates."""

from django.urls import path

from advocates.caseload.urls import caseload_urlpatterns
from advocates.enquiring.urls import enquiring_urlpatterns
from advocates.planning.urls import planning_urlpatterns
from advocates.views import (
    asked,
    asking,
    confirming,
    grants,
    helping,
    invited,
    inviting,
    residents,
    transfer_by_code,
    transferring,
)

app_name = "advocates"
invite_helper = inviting.InviteHelper.as_view(url_name="advocates:invite", done_step_name="done")

urlpatterns = [
    *caseload_urlpatterns,
    path("account/helpers/", residents.helpers, name="helpers"),
    path("account/helpers/invite/<slug:step>/", invite_helper, name="invite"),
    path("account/helpers/<uuid:public_id>/", grants.grant, name="grant"),
    path("account/helpers/<uuid:public_id>/renew/", grants.renew, name="renew"),
    path("account/helpers/<uuid:public_id>/change/", grants.change, name="change"),
    path("account/helpers/<uuid:public_id>/left-out/", grants.left_out, name="left_out"),
    path("account/helpers/<uuid:public_id>/end/", grants.end, name="end_helper"),
    path("account/helpers/<uuid:public_id>/successor/", transferring.successor, name="successor"),
    path("account/helpers/transfers/<uuid:public_id>/", transferring.transfer, name="transfer"),
    path("account/helpers/asked/<uuid:public_id>/", asked.answer, name="answer"),
    path("account/helpers/invitations/<uuid:public_id>/take-back/", residents.take_back, name="take_back"),
    path("transfers/<str:token>/", transfer_by_code.transfer_asked, name="transfer_asked"),
    path("transfers/<str:token>/code/", transfer_by_code.transfer_code, name="transfer_code"),
    path("invited/<str:token>/", invited.invited, name="invited"),
    path("asked/<str:token>/", asked.asked, name="asked"),
    path("confirm/<uuid:public_id>/", confirming.confirm, name="confirm"),
    path("confirm/<uuid:public_id>/code/", confirming.confirm_code, name="confirm_code"),
    path("helping/", helping.people, name="people"),
    path("helping/ask/", asking.ask, name="ask"),
    path("helping/asks/<uuid:public_id>/take-back/", asking.take_back, name="take_back_ask"),
    path("helping/<uuid:public_id>/", helping.person, name="person"),
    path("helping/<uuid:public_id>/start/<slug:slug>/", helping.start_for, name="start_for"),
    path("helping/<uuid:public_id>/successor/", transferring.ask_successor, name="ask_successor"),
    path("helping/<uuid:public_id>/stop/", helping.give_up, name="give_up"),
    *enquiring_urlpatterns,
    *planning_urlpatterns,
]
