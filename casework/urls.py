"""Addresses of the council's desk."""

from django.urls import path

from casework.bulk.urls import bulk_urlpatterns
from casework.clocks.urls import clocks_urlpatterns
from casework.correcting.urls import correcting_urlpatterns
from casework.deciding.urls import deciding_urlpatterns
from casework.filming.urls import filming_urlpatterns
from casework.handover.urls import handover_urlpatterns
from casework.noting.urls import noting_urlpatterns
from casework.posting.urls import posting_urlpatterns
from casework.quality.urls import quality_urlpatterns
from casework.reviewing.urls import reviewing_urlpatterns
from casework.signing.urls import signing_urlpatterns
from casework.views import (
    claims,
    estimating,
    exporting,
    files,
    filters,
    owning,
    papers,
    person,
    showing,
    urgency,
    verifying,
    writing,
)
from casework.withdrawing.urls import withdrawing_urlpatterns
from casework.wording.urls import wording_urlpatterns

app_name = "casework"

urlpatterns = [
    path("staff/claims/", claims.work_list, name="work_list"),
    path("staff/claims/kept/", filters.filters, name="filters"),
    path("staff/claims/kept/save/", filters.save_filter, name="save_filter"),
    path("staff/claims/kept/<uuid:public_id>/", filters.open_filter, name="open_filter"),
    path("staff/claims/kept/<uuid:public_id>/change/", filters.change_filter, name="change_filter"),
    path("staff/claims/kept/<uuid:public_id>/delete/", filters.delete_filter, name="delete_filter"),
    path("staff/claims/list.<slug:kind>", exporting.export_list, name="export_list"),
    path("staff/claims/<slug:reference>/", claims.staff_claim, name="staff_claim"),
    path("staff/claims/<slug:reference>/person/", person.person, name="person"),
    path("staff/claims/<slug:reference>/next/", claims.next_claim, name="next_claim"),
    path("staff/claims/<slug:reference>/previous/", claims.previous_claim, name="previous_claim"),
    path("staff/claims/<slug:reference>/owner/", owning.set_owner, name="set_owner"),
    path("staff/claims/<slug:reference>/urgency/", urgency.set_urgency, name="set_urgency"),
    path("staff/claims/<slug:reference>/status/", claims.set_status, name="set_status"),
    path("staff/claims/<slug:reference>/notes/", claims.add_note, name="add_note"),
    path("staff/claims/<slug:reference>/estimate/", estimating.estimate, name="estimate"),
    path("staff/claims/<slug:reference>/show/<slug:key>/<int:entry>/", showing.show_answer, name="show_answer"),
    path("staff/claims/<slug:reference>/verify/", verifying.verify_answers, name="verify_answers"),
    path("staff/claims/<slug:reference>/verify/<slug:key>/<int:entry>/", verifying.verify_answer, name="verify_answer"),
    path(
        "staff/claims/<slug:reference>/verify/<slug:key>/<int:entry>/take-back/",
        verifying.take_back,
        name="take_back_verification",
    ),
    path("staff/claims/<slug:reference>/write/", writing.write_message, name="write_message"),
    path("staff/claims/<slug:reference>/dealt-with/", writing.deal_with, name="deal_with"),
    path("staff/claims/<slug:reference>/messages/<uuid:public_id>/take-back/", writing.take_back, name="take_back"),
    path("staff/claims/<slug:reference>/pdf/", files.staff_pdf, name="staff_pdf"),
    path("staff/claims/<slug:reference>/files/<uuid:file_id>/", files.staff_file, name="staff_file"),
    path("staff/claims/<slug:reference>/papers/ask/", papers.ask_for_paper, name="ask_for_paper"),
    path("staff/claims/<slug:reference>/papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("staff/claims/<slug:reference>/papers/<uuid:paper_id>/add/", papers.add_paper_files, name="add_paper_files"),
    *bulk_urlpatterns,
    *clocks_urlpatterns,
    *correcting_urlpatterns,
    *deciding_urlpatterns,
    *filming_urlpatterns,
    *handover_urlpatterns,
    *noting_urlpatterns,
    *posting_urlpatterns,
    *quality_urlpatterns,
    *reviewing_urlpatterns,
    *signing_urlpatterns,
    *withdrawing_urlpatterns,
    *wording_urlpatterns,
]
