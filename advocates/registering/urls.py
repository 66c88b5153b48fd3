"""Addresses of records for people who are not online."""

from django.urls import path

from accounts.sessions import staff_required
from advocates.registering.views import desk, person, taking_over, wizard

app_name = "registering"
register = staff_required(wizard.RegisterPerson.as_view(url_name="registering:register", done_step_name="done"))

urlpatterns = [
    path("helping/register/<slug:step>/", register, name="register"),
    path("helping/<uuid:public_id>/registered/", person.registered, name="registered"),
    path("helping/<uuid:public_id>/registered/consent/", person.consent, name="consent"),
    path("helping/<uuid:public_id>/registered/paper/", person.consent_paper, name="consent_paper"),
    path("helping/<uuid:public_id>/registered/code/", person.new_code, name="new_code"),
    path("helping/<uuid:public_id>/registered/withdraw/", person.withdraw, name="withdraw"),
    path("take-over/", taking_over.take_over_record, name="take_over"),
    path("account/taken-over/", taking_over.taken_over, name="taken_over"),
    path("staff/registered/", desk.registered_people, name="people"),
    path("staff/registered/<uuid:public_id>/code/", desk.new_code_at_desk, name="new_code_at_desk"),
    path("staff/registered/<uuid:public_id>/withdraw/", desk.withdraw_at_desk, name="withdraw_at_desk"),
    path("staff/registered/duplicates/<uuid:public_id>/", desk.settle_duplicate, name="duplicate"),
]
