"""Addresses of a person's own journal, and of what the council offers to record."""

from django.urls import path

from jobjournal.views import adding, drafting, editor, entries, exporting, jobs, journal, planning

journal_urlpatterns = [
    path("journal/", journal.journal, name="journal"),
    path("journal/before/<slug:day>/<int:sequence>/", journal.earlier, name="earlier"),
    path("journal/weeks/", journal.weeks, name="weeks"),
    path("journal/add/", adding.add, name="add"),
    path("journal/add/<slug:activity>/", adding.add_entry, name="add_entry"),
    path("journal/add/<slug:activity>/draft/<uuid:client_id>/", drafting.save_draft, name="save_draft"),
    path("journal/draft/remove/", drafting.remove_draft, name="remove_draft"),
    path("journal/language/", adding.choose_language, name="choose_language"),
    path("journal/entries/<uuid:public_id>/", entries.entry, name="entry"),
    path("journal/entries/<uuid:public_id>/change/", adding.change, name="change_entry"),
    path("journal/entries/<uuid:public_id>/again/", entries.again, name="again"),
    path("journal/entries/<uuid:public_id>/remove/", entries.remove, name="remove_entry"),
    path("journal/entries/<uuid:public_id>/files/", entries.add_files, name="add_files"),
    path("journal/files/<uuid:public_id>/", entries.file, name="file"),
    path("journal/files/<uuid:public_id>/remove/", entries.remove_file, name="remove_file"),
    path("journal/jobs/", jobs.jobs, name="jobs"),
    path("journal/jobs/add/", jobs.add_job, name="add_job"),
    path("journal/jobs/<uuid:public_id>/", jobs.job, name="job"),
    path("journal/jobs/<uuid:public_id>/move/", jobs.move_job, name="move_job"),
    path("journal/jobs/<uuid:public_id>/remove/", jobs.remove_job, name="remove_job"),
    path("journal/plan/", planning.plan, name="plan"),
    path("journal/plan/change/", planning.change_plan, name="change_plan"),
    path("journal/reminder/", planning.reminder, name="reminder"),
    path("journal/appointments.ics", planning.calendar, name="calendar"),
    path("journal/appointments/add/", planning.add_appointment, name="add_appointment"),
    path("journal/appointments/<uuid:public_id>/", planning.appointment, name="appointment"),
    path("journal/appointments/<uuid:public_id>/remove/", planning.remove_appointment, name="remove_appointment"),
    path("journal/appointments/<uuid:public_id>.ics", planning.appointment_file, name="appointment_file"),
    path("journal/export/", exporting.export, name="export"),
    path("journal/export/<uuid:public_id>/", exporting.document, name="document"),
    path("journal/print/<slug:first>/<slug:last>/", exporting.print_period, name="print_period"),
    path("staff/settings/journal/", editor.library, name="library"),
    path("staff/settings/journal/activities/add/", editor.add_activity, name="add_activity"),
    path("staff/settings/journal/activities/<slug:key>/", editor.activity, name="activity"),
    path("staff/settings/journal/activities/<slug:key>/add/", editor.add_sentence, name="add_sentence"),
    path("staff/settings/journal/sentences/<slug:key>/", editor.sentence, name="sentence"),
]
