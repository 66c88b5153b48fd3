"""Addresses of the people of a council, of its partners, and of the links that people get."""

from django.urls import path

from accounts.staffing.views import joining, organisations, people, resets

app_name = "people"
urlpatterns = [
    path("staff/settings/people/", people.people, name="list"),
    path("staff/settings/people/invite/", people.invite, name="invite"),
    path("staff/settings/people/<int:key>/", people.person, name="person"),
    path("staff/settings/people/<int:key>/end/", people.end, name="end"),
    path("staff/settings/people/<int:key>/back/", people.back, name="back"),
    path("staff/settings/people/<int:key>/second-factor/", resets.ask, name="ask_reset"),
    path("staff/settings/people/resets/<uuid:public_id>/", resets.answer, name="answer_reset"),
    path("staff/settings/people/invitations/<uuid:public_id>/", people.take_back, name="take_back"),
    path("staff/settings/organisations/", organisations.organisations, name="organisations"),
    path("staff/settings/organisations/add/", organisations.add, name="add_organisation"),
    path("staff/settings/organisations/<int:key>/", organisations.change, name="organisation"),
    path("staff/settings/organisations/<int:key>/invite/", people.invite_to, name="invite_to"),
    path("account/invited/<str:token>/", joining.invited, name="invited"),
    path("account/new-second-step/<str:token>/", joining.new_factor, name="new_factor"),
]
