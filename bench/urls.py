"""The platform's addresses and the yardstick's."""

from django.urls import include, path

from bench.yardstick.views import note

urlpatterns = [path("yardstick/", note, name="yardstick"), path("", include("betteroff.urls"))]
