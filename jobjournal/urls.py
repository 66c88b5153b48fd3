"""Addresses of the job journal."""

from jobjournal.urls_journal import journal_urlpatterns
from jobjournal.urls_offline import offline_urlpatterns
from jobjournal.urls_shares import share_urlpatterns

app_name = "jobjournal"

urlpatterns = [*journal_urlpatterns, *offline_urlpatterns, *share_urlpatterns]
