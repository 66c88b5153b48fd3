"""Clearing a device when somebody leaves it: what the browser kept of us, except what waits for another person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from accounts.keeping import way_back


def clear_device(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser forget pages and storage with this response.

    The page says when journal entries of somebody else wait on the device to be sent (frontend/src/journal/leave.js):
    then it has taken this person's own things away itself, and the storage stays.
    """
    kept = request.POST.get("others_waiting") == "1"
    way_back.close(response)
    response["Clear-Site-Data"] = '"cache"' if kept else '"cache", "storage"'
