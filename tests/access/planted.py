"""The council's addresses with two more that no table lists: the walker must find them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

from betteroff.urls import urlpatterns as real


@login_not_required
def open_to_anybody(request):
    return HttpResponse("open to anybody")


def forgotten(request, public_id):
    return HttpResponse("for whom?")


urlpatterns = [
    *real,
    path("planted/", include(([path("open/", open_to_anybody, name="open")], "planted"))),
    path("nameless/<uuid:public_id>/", forgotten),
]
