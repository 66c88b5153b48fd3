"""Addresses of records."""

from django.urls import path

from records.views import keeping, people

app_name = "records"

urlpatterns = [
    path("staff/settings/records/", keeping.keeping, name="keeping"),
    path("staff/settings/records/holds/new/", keeping.place_hold, name="place_hold"),
    path("staff/settings/records/holds/<uuid:public_id>/end/", keeping.lift_hold, name="lift_hold"),
    path("staff/settings/records/not-sent/days/", keeping.change_drafts, name="change_drafts"),
    path("staff/settings/records/<slug:slug>/", keeping.change_rule, name="change_rule"),
    path("staff/records/", people.people, name="people"),
    path("staff/records/erase/", people.erase, name="erase"),
    path("staff/records/exports/<uuid:public_id>/", people.export_file, name="export_file"),
]
