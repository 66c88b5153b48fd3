"""Forms as data."""

from django.apps import AppConfig


class FormspecConfig(AppConfig):
    """What a form is, its versions, and the library of forms."""

    name = "formspec"
    verbose_name = "form specs"
