"""Addresses of forms, claims and the advisor's desk."""

from django.urls import path

from claims.views import (
    comparing,
    engines,
    estimates,
    files,
    gain,
    news,
    pages,
    resuming,
    schemes,
    sending,
    staff,
    starting,
    work,
)

app_name = "claims"

urlpatterns = [
    path("forms/<slug:slug>/", starting.start, name="start"),
    path("claims/", starting.my_claims, name="my_claims"),
    path("claims/<uuid:public_id>/", pages.task_list, name="task_list"),
    path("claims/<uuid:public_id>/page/<slug:page>/", pages.page, name="page"),
    path("claims/<uuid:public_id>/page/<slug:page>/<slug:row>/", pages.row, name="row"),
    path("claims/<uuid:public_id>/answers/", pages.save_answer, name="save_answer"),
    path("claims/<uuid:public_id>/check/", sending.check_answers, name="check_answers"),
    path("claims/<uuid:public_id>/submit/", sending.submit, name="submit"),
    path("claims/<uuid:public_id>/sent/", sending.sent, name="sent"),
    path("claims/<uuid:public_id>/save/", resuming.save_for_later, name="save_for_later"),
    path("claims/<uuid:public_id>/estimate/", estimates.estimate, name="estimate"),
    path("claims/<uuid:public_id>/estimate/ask/", estimates.ask_estimate, name="ask_estimate"),
    path("claims/<uuid:public_id>/estimate/news/", news.agree_to_news, name="agree_to_news"),
    path("claims/<uuid:public_id>/estimate/news/stop/", news.stop_news, name="stop_news"),
    path("claims/<uuid:public_id>/estimate/pdf/", files.estimate_pdf, name="estimate_pdf"),
    path("claims/<uuid:public_id>/estimate/pdf/ask/", files.ask_estimate_pdf, name="ask_estimate_pdf"),
    path("claims/<uuid:public_id>/estimate/start/<slug:slug>/", estimates.start_from, name="start_from"),
    path("claims/<uuid:public_id>/work/", work.work, name="work"),
    path("claims/<uuid:public_id>/work/ask/", work.ask_work, name="ask_work"),
    path("claims/<uuid:public_id>/compare/", comparing.compare, name="compare"),
    path("claims/<uuid:public_id>/compare/ask/", comparing.ask_comparison, name="ask_comparison"),
    path("claims/<uuid:public_id>/compare/share/", comparing.share_scenarios, name="share_scenarios"),
    path("claims/<uuid:public_id>/compare/add/<slug:kind>/", comparing.add_scenario, name="add_scenario"),
    path(
        "claims/<uuid:public_id>/compare/<uuid:scenario_id>/rename/", comparing.rename_scenario, name="rename_scenario"
    ),
    path(
        "claims/<uuid:public_id>/compare/<uuid:scenario_id>/remove/", comparing.remove_scenario, name="remove_scenario"
    ),
    path("claims/<uuid:public_id>/pdf/", files.pdf, name="pdf"),
    path("claims/<uuid:public_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("claims/<uuid:public_id>/files/<uuid:file_id>/remove/", files.remove_file, name="remove_file"),
    path("claims/<uuid:public_id>/files/<slug:key>/", files.add_file, name="add_file"),
    path("resume/<str:token>/", resuming.resume, name="resume"),
    path("staff/settings/calculator/", engines.engine_settings, name="engine_settings"),
    path("staff/settings/calculator/try/", engines.try_engine, name="try_engine"),
    path("staff/settings/council-tax/", schemes.scheme_list, name="scheme_list"),
    path("staff/settings/council-tax/<int:tax_year>/edit/", schemes.scheme_edit, name="scheme_edit"),
    path("staff/settings/council-tax/<int:tax_year>/<int:number>/", schemes.scheme, name="scheme"),
    path(
        "staff/settings/council-tax/<int:tax_year>/<int:number>/publish/",
        schemes.scheme_publish,
        name="scheme_publish",
    ),
    path("staff/reports/gain/", gain.gain, name="gain"),
    path("staff/reports/gain/<slug:table>.csv", gain.gain_csv, name="gain_csv"),
    path("staff/claims/", staff.work_list, name="work_list"),
    path("staff/claims/<slug:reference>/", staff.staff_claim, name="staff_claim"),
    path("staff/claims/<slug:reference>/status/", staff.set_status, name="set_status"),
    path("staff/claims/<slug:reference>/notes/", staff.add_note, name="add_note"),
    path("staff/claims/<slug:reference>/pdf/", files.staff_pdf, name="staff_pdf"),
    path("staff/claims/<slug:reference>/files/<uuid:file_id>/", files.staff_file, name="staff_file"),
]
