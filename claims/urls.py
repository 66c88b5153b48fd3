"""Addresses of forms and claims."""

from django.urls import path

from claims.changing.urls import changing_urlpatterns
from claims.correcting.urls import correcting_urlpatterns
from claims.finding.urls import finding_urlpatterns
from claims.papers.urls import paper_urlpatterns
from claims.phone.urls import phone_urlpatterns
from claims.reviewing.urls import reviewing_urlpatterns
from claims.signing.urls import signing_urlpatterns
from claims.thread.urls import thread_urlpatterns
from claims.views import autosaving, eligibility, files, pages, resuming, rows, sending, starting, task_list
from claims.withdrawing.urls import withdrawing_urlpatterns

app_name = "claims"

urlpatterns = [
    path("forms/<slug:slug>/", starting.start, name="start"),
    path("forms/<slug:slug>/can-you-get-it/", eligibility.eligibility, name="eligibility"),
    path("claims/", starting.my_claims, name="my_claims"),
    path("claims/<uuid:public_id>/", task_list.task_list, name="task_list"),
    path("claims/<uuid:public_id>/delete/", starting.delete_draft, name="delete_draft"),
    path("claims/<uuid:public_id>/page/<slug:page>/", pages.page, name="page"),
    path("claims/<uuid:public_id>/page/<slug:page>/<slug:row>/", rows.row, name="row"),
    path("claims/<uuid:public_id>/answers/", autosaving.save_answer, name="save_answer"),
    path("claims/<uuid:public_id>/check/", sending.check_answers, name="check_answers"),
    path("claims/<uuid:public_id>/submit/", sending.submit, name="submit"),
    path("claims/<uuid:public_id>/sent/", sending.sent, name="sent"),
    path("claims/<uuid:public_id>/save/", resuming.save_for_later, name="save_for_later"),
    path("claims/<uuid:public_id>/pdf/", files.pdf, name="pdf"),
    path("claims/<uuid:public_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("claims/<uuid:public_id>/files/<uuid:file_id>/remove/", files.remove_file, name="remove_file"),
    path("claims/<uuid:public_id>/files/<slug:key>/", files.add_file, name="add_file"),
    path("resume/<str:token>/", resuming.resume, name="resume"),
    *changing_urlpatterns,
    *correcting_urlpatterns,
    *finding_urlpatterns,
    *paper_urlpatterns,
    *phone_urlpatterns,
    *reviewing_urlpatterns,
    *signing_urlpatterns,
    *thread_urlpatterns,
    *withdrawing_urlpatterns,
]
