"""Addresses of publishing; studio/urls.py has them among its own."""

from django.urls import path

from studio.publishing import views

urlpatterns = [
    path("staff/studio/import/", views.import_form, name="import"),
    path("staff/studio/publishing/", views.publishing_settings, name="publishing_settings"),
    path("staff/studio/<slug:slug>/publish/", views.publish, name="publish"),
    path("staff/studio/<slug:slug>/approve/", views.approve, name="approve"),
    path("staff/studio/<slug:slug>/versions/", views.versions, name="versions"),
    path("staff/studio/<slug:slug>/versions/compare/", views.compare, name="compare"),
    path("staff/studio/<slug:slug>/versions/<int:version>/restore/", views.restore, name="restore"),
    path("staff/studio/<slug:slug>/versions/<int:version>/form.yaml", views.export_version, name="export_version"),
    path("staff/studio/<slug:slug>/versions/<int:version>/form.zip", views.pack_version, name="pack_version"),
    path("staff/studio/<slug:slug>/draft.zip", views.pack_draft, name="pack_draft"),
    path("staff/studio/<slug:slug>/draft.yaml", views.export_draft, name="export_draft"),
]
