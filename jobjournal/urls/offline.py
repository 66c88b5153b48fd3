"""Addresses of the journal on a person's own device; the worker must be under /journal/ to look after it."""

from django.urls import path

from jobjournal.views import offline

offline_urlpatterns = [
    path("journal/offline/", offline.offline, name="offline"),
    path("journal/worker.js", offline.offline_worker, name="offline_worker"),
    path("journal/app.webmanifest", offline.offline_manifest, name="offline_manifest"),
    path("journal/icon-192.png", offline.offline_icon, {"size": 192}, name="offline_icon_192"),
    path("journal/icon-512.png", offline.offline_icon, {"size": 512}, name="offline_icon_512"),
    path("journal/library.json", offline.offline_library, name="offline_library"),
    path("journal/who/", offline.offline_who, name="offline_who"),
    path("journal/entries/", offline.save_entry, name="save_entry"),
    path("journal/device/", offline.choose_device, name="choose_device"),
]
