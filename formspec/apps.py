"""Forms as data."""

from django.apps import AppConfig


class FormspecConfig(AppConfig):
    """What a form is, its versions, and the library of forms."""

    name = "formspec"
    verbose_name = "form specs"

    def ready(self) -> None:
        """Have questions drawn by the table of answer types, the opening of forms in the history, and words of messages
        by form.
        """
        from accounts.history import add_setting  # registers: what the history keeps
        from core.govuk.question_types import draw_types  # registers: how types are drawn
        from formspec.presenters.opening import SETTING  # registers: the opening of a form
        from formspec.readers import titles_by_slug  # registers: forms that messages are worded for
        from formspec.rules.answer_types import ANSWER_TYPES  # registers: the types themselves
        from notifications.wording.readers import name_forms  # registers: what those forms are called

        draw_types(ANSWER_TYPES)
        add_setting(SETTING)
        name_forms(titles_by_slug)
