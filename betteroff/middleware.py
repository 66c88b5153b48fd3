"""What comes before a council is known: health, and HEAD."""

from __future__ import annotations

from betteroff.health import health
from betteroff.serving.door import HEALTH


class HealthMiddleware:
    """Health on every host, without a council, a session or a redirect: it must answer when nothing else does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return health(request) if request.path == HEALTH else self.get_response(request)


class HeadMiddleware:
    """HEAD answers wherever GET does, as HTTP says, and alike: the server sends the headers alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = request.META["REQUEST_METHOD"] = "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = request.META["REQUEST_METHOD"] = "HEAD"
