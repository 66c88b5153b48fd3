"""The WSGI application: every HTTP request. `betteroff.asgi` runs it on a fixed pool of threads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betteroff.settings")

application = get_wsgi_application()
