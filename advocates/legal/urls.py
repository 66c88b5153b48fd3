"""Addresses of permission to act by law."""

from django.urls import path

from advocates.legal.views import desk, own, settling, wizard

app_name = "legal"
say_by_law = wizard.SayByLaw.as_view(url_name="legal:say", done_step_name="done")

urlpatterns = [
    path("helping/by-law/", own.said, name="said"),
    path("helping/by-law/say/<slug:step>/", say_by_law, name="say"),
    path("helping/by-law/<uuid:public_id>/take-back/", own.take_back, name="take_back"),
    path("helping/by-law/<uuid:public_id>/stop/", own.stop, name="stop"),
    path("account/helpers/<uuid:public_id>/not-right/", own.not_right, name="not_right"),
    path("staff/by-law/", desk.desk, name="desk"),
    path("staff/by-law/rules/", settling.rules, name="rules"),
    path("staff/by-law/<uuid:public_id>/", desk.case, name="case"),
    path("staff/by-law/<uuid:public_id>/papers/<int:number>/", desk.paper, name="paper"),
    path("staff/by-law/<uuid:public_id>/look/", desk.look, name="look"),
    path("staff/by-law/<uuid:public_id>/end/", desk.end, name="end"),
]
