"""Addresses of the caseload, among those of advocates."""

from django.urls import path

from advocates.caseload.views import away, bulk, caseload, cases, notes, residents, teams

caseload_urlpatterns = [
    path("account/contacts/", residents.contacts, name="contacts"),
    path("caseload/", caseload.caseload, name="caseload"),
    path("caseload/digest/", caseload.digest, name="digest"),
    path("caseload/away/", away.away, name="away"),
    path("caseload/away/<int:key>/back/", away.back, name="back"),
    path("caseload/teams/", teams.teams, name="teams"),
    path("caseload/teams/add/", teams.add_team, name="add_team"),
    path("caseload/teams/<int:key>/", teams.team, name="team"),
    path("caseload/teams/<int:key>/remove/", teams.remove_team, name="remove_team"),
    path("caseload/many/", bulk.choose, name="choose"),
    path("caseload/many/<uuid:public_id>/", bulk.many, name="many"),
    path("caseload/notes/<uuid:public_id>/", notes.note, name="case_note"),
    path("caseload/notes-done/<uuid:public_id>/", notes.note_done, name="case_note_done"),
    path("caseload/<uuid:public_id>/", cases.case, name="case"),
    path("caseload/<uuid:public_id>/seen/", cases.seen, name="case_seen"),
    path("caseload/<uuid:public_id>/pass-on/", cases.pass_on, name="pass_on"),
    path("caseload/<uuid:public_id>/close/", cases.close, name="close_case"),
    path("caseload/<uuid:public_id>/open-again/", cases.open_again, name="open_again"),
    path("caseload/<uuid:public_id>/notes/", notes.new_note, name="new_case_note"),
]
