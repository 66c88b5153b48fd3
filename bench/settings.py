"""The platform's settings, with the yardsticks beside it."""

from betteroff.settings import *  # noqa: F403
from betteroff.settings import INSTALLED_APPS

INSTALLED_APPS = [
    *INSTALLED_APPS, "bench.yardstick", "bench.wizard", "formtools", "crispy_forms", "crispy_forms_gds",
]  # fmt: skip
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "gds"
ROOT_URLCONF = "bench.urls"
