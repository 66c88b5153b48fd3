"""Addresses of plans and hand-overs, among those of advocates."""

from django.urls import path

from accounts.sessions import staff_required
from advocates.planning.views import hand_overs, own_hand_overs, plan, sharing

OWN, HELPED, STAFF = "account/plan/", "helping/<uuid:public_id>/plan/", "staff/people/<uuid:public_id>/plan/"


def _plan(whose: str, root: str) -> list:
    given = {"whose": whose}
    views = [plan.plan, plan.new_action, plan.action]
    shown, new, one = [staff_required(view) for view in views] if whose == "staff" else views
    return [
        path(root, shown, given, name=f"{whose}_plan"),
        path(f"{root}new/", new, given, name=f"{whose}_new_action"),
        path(f"{root}<uuid:action_id>/", one, given, name=f"{whose}_action"),
    ]


planning_urlpatterns = [
    path(f"{OWN}share/", sharing.share, name="share_plan"),
    path(f"{OWN}shares/<uuid:share_id>/stop/", sharing.stop, name="stop_sharing_plan"),
    path(f"{HELPED}share/", sharing.yes_in_person, name="yes_to_plan_in_person"),
    *_plan("own", OWN),
    *_plan("helped", HELPED),
    *_plan("staff", STAFF),
    path("helping/<uuid:public_id>/hand-over/", hand_overs.send, {"whose": "helped"}, name="helped_hand_over"),
    path("staff/people/<uuid:public_id>/hand-over/", hand_overs.send, {"whose": "staff"}, name="staff_hand_over"),
    path("handovers/", hand_overs.hand_overs, name="hand_overs"),
    path("handovers/<uuid:public_id>/", hand_overs.hand_over, name="hand_over"),
    path("handovers/<uuid:public_id>/accept/", hand_overs.accept, name="accept_hand_over"),
    path("handovers/<uuid:public_id>/decline/", hand_overs.decline, name="decline_hand_over"),
    path("handovers/<uuid:public_id>/outcome/", hand_overs.outcome, name="outcome_of_hand_over"),
    path("handovers/<uuid:public_id>/take-back/", hand_overs.take_back, name="take_back_hand_over"),
    path("account/hand-overs/<uuid:public_id>/", own_hand_overs.own, name="own_hand_over"),
    path("account/hand-overs/<uuid:public_id>/refuse/", own_hand_overs.refuse, name="refuse_hand_over"),
]
