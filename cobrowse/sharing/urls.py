"""Addresses of shared forms, within those of live help."""

from django.urls import path

from cobrowse.sharing.views import by_phone, codes, shared_form, sharing

sharing_urlpatterns = [
    path("help/phone/", by_phone.by_phone, name="by_phone"),
    path("staff/help/code/", codes.type_code, name="code"),
    path("staff/help/code/<uuid:public_id>/", codes.typed_code, name="typed_code"),
    path("help/<uuid:public_id>/form/", sharing.share, name="share"),
    path("help/<uuid:public_id>/form/see-only/", sharing.stop_editing, name="stop_editing"),
    path("help/<uuid:public_id>/form/stop/", sharing.stop_sharing, name="stop_sharing"),
    path("help/<uuid:public_id>/form/edits/", sharing.edits, name="shared_edits"),
    path("help/<uuid:public_id>/form/edits/<uuid:edit_id>/undo/", sharing.undo, name="undo_edit"),
    path("help/<uuid:public_id>/form/changes/", sharing.changes, name="sharing_changes"),
    path("staff/help/<uuid:public_id>/form/", shared_form.shared_form, name="shared_form"),
    path("staff/help/<uuid:public_id>/form/changes/", shared_form.changes, name="shared_form_changes"),
]
