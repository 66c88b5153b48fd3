"""The platform's addresses and the yardsticks'."""

from django.urls import include, path

from bench.wizard.views import wizard
from bench.yardstick.views import note

urlpatterns = [
    path("yardstick/", note, name="yardstick"),
    path("wizard/<slug:step>/", wizard, name="wizard"),
    path("", include("betteroff.urls")),
]
