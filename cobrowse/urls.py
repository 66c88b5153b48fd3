"""Addresses of live help."""

from django.urls import path

from cobrowse.booking.urls import booking_urlpatterns
from cobrowse.booking.views.asking import ask
from cobrowse.sharing.urls import sharing_urlpatterns
from cobrowse.views import asking, at_desk, conversation, copying, desk, giving, helping, settings, teams

app_name = "cobrowse"

urlpatterns = at_desk.with_desk_open([
    *sharing_urlpatterns,
    path("help/", conversation.mine, name="mine"),
    path("help/ask/", asking.begin, name="begin"),
    path("help/ask/<slug:step>/", ask, name="ask"),
    path("help/<uuid:public_id>/", conversation.show, name="request"),
    path("help/<uuid:public_id>/changes/", conversation.changes, name="changes"),
    path("help/<uuid:public_id>/standing/", conversation.standing, name="standing"),
    path("help/<uuid:public_id>/leave/", conversation.leave, name="leave"),
    path("help/<uuid:public_id>/end/", conversation.end, name="end"),
    path("help/<uuid:public_id>/rating/", conversation.say_how_it_was, name="rating"),
    path("help/<uuid:public_id>/copy.txt", copying.transcript, name="transcript"),
    path("help/<uuid:public_id>/copy/send/", copying.send, name="send_transcript"),
    path("help/<uuid:public_id>/give/", giving.give, name="give"),
    path("help/<uuid:public_id>/files/<uuid:file_id>/", giving.file, name="file"),
    path("staff/help/", desk.desk, name="desk"),
    path("staff/help/again/", desk.desk_again, name="desk_again"),
    path("staff/help/here/", at_desk.here, name="desk_here"),
    path("staff/help/state/", desk.desk_state, name="desk_state"),
    path("staff/help/duty/", desk.duty, name="duty"),
    path("staff/help/next/", desk.next_person, name="take_next"),
    path("staff/help/<uuid:public_id>/", helping.show, name="staff_request"),
    path("staff/help/<uuid:public_id>/changes/", helping.changes, name="staff_changes"),
    path("staff/help/<uuid:public_id>/give/", giving.staff_give, name="staff_give"),
    path("staff/help/<uuid:public_id>/files/<uuid:file_id>/", giving.staff_file, name="staff_file"),
    path("staff/help/<uuid:public_id>/take/", desk.take, name="take"),
    path("staff/help/<uuid:public_id>/note/", helping.add_note, name="add_note"),
    path("staff/help/<uuid:public_id>/put-back/", helping.put_back, name="put_back"),
    path("staff/help/<uuid:public_id>/pass-on/", helping.pass_on, name="pass_on"),
    path("staff/help/<uuid:public_id>/end/", helping.end, name="staff_end"),
    path("staff/help/<uuid:public_id>/wrap-up/", helping.wrap_up, name="wrap_up"),
    path("staff/settings/help/", settings.overview, name="settings"),
    path("staff/settings/help/times/add/", settings.add_time, name="add_time"),
    path("staff/settings/help/times/<int:key>/", settings.change_time, name="change_time"),
    path("staff/settings/help/times/<int:key>/remove/", settings.remove_time, name="remove_time"),
    path("staff/settings/help/days/", settings.days, name="days"),
    path("staff/settings/help/days/add/", settings.add_day, name="add_day"),
    path("staff/settings/help/days/<int:key>/remove/", settings.remove_day, name="remove_day"),
    path("staff/settings/help/rules/", settings.change_rules, name="change_rules"),
    path("staff/settings/help/topics/add/", settings.add_topic, name="add_topic"),
    path("staff/settings/help/topics/<int:key>/", settings.change_topic, name="change_topic"),
    path("staff/settings/help/topics/<int:key>/remove/", settings.remove_topic, name="remove_topic"),
    path("staff/settings/help/teams/add/", teams.add_team, name="add_team"),
    path("staff/settings/help/teams/<int:key>/", teams.change_team, name="change_team"),
    path("staff/settings/help/teams/<int:key>/remove/", teams.remove_team, name="remove_team"),
    path("staff/settings/help/add-reply/", settings.add_reply, name="add_reply"),
    path("staff/settings/help/replies/<slug:code>/", settings.change_reply, name="change_reply"),
    path("staff/settings/help/replies/<slug:code>/remove/", settings.remove_reply, name="remove_reply"),
    *booking_urlpatterns,
])  # fmt: skip
