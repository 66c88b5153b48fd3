"""Addresses for the tests of this folder until the whole platform's exist."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

from accounts.sessions import staff_required


@staff_required
def staff_page(request):
    return HttpResponse("work")


@login_not_required
def page(request):
    return HttpResponse("page")


claims = [path("work/", staff_page, name="work_list"), path("mine/", page, name="my_claims")]
urlpatterns = [
    path("", page, name="home"),
    path("account/", include("accounts.urls")),
    path("mailbox/", include("notifications.urls_mailbox")),
    path("", include((claims, "claims"))),
]
