"""Addresses of the job journal."""

from jobjournal.sharing.urls import share_urlpatterns
from jobjournal.urls.journal import journal_urlpatterns
from jobjournal.urls.offline import offline_urlpatterns

app_name = "jobjournal"

urlpatterns = [*journal_urlpatterns, *offline_urlpatterns, *share_urlpatterns]
