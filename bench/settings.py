"""The platform's settings, with the yardstick beside it."""

from betteroff.settings import *  # noqa: F403
from betteroff.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.yardstick"]
ROOT_URLCONF = "bench.urls"
