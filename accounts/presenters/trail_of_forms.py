"""What a council’s people did to its forms, in the words of the audit trail (accounts/presenters/trail.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

OF_FORMS = {
    "formspec.media.deleted": gettext_lazy("Deleted sound and films that no form uses"),
    "formspec.opening.changed": gettext_lazy("Changed when a form opens and closes"),
    "formspec.questions.chosen": gettext_lazy("Chose which questions a form asks"),
    "studio.draft.approved": gettext_lazy("Agreed that a form is published"),
    "studio.draft.begun": gettext_lazy("Began a draft of a form"),
    "studio.draft.deleted": gettext_lazy("Threw away the draft of a form"),
    "studio.draft.edited": gettext_lazy("Changed the draft of a form"),
    "studio.draft.restored": gettext_lazy("Put an earlier version of a form into its draft"),
    "studio.draft.undone": gettext_lazy("Undid a change of the draft of a form"),
    "studio.form.imported": gettext_lazy("Brought in a form from a file"),
    "studio.published.despite": gettext_lazy("Published a form although an example failed"),
    "studio.publishing.settings": gettext_lazy("Changed how forms are published"),
    "studio.try_outs.deleted": gettext_lazy("Deleted old answers of people who tried forms"),
}
