"""What both sides' pages do with words that are posted, by a page or by its script."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from cobrowse.actions.events import HasEnded
from cobrowse.actions.talking import TooFast, say
from cobrowse.forms.asking import WordsForm
from cobrowse.models import HelpRequest

UNPROCESSABLE = 422


def said_by(request: HttpRequest, asked: HelpRequest) -> WordsForm:
    """Keep and show what was posted; the form, with a sentence for what was not taken."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        return form
    words, client_id = form.cleaned_data["words"], form.cleaned_data["client_id"]
    try:
        say(request=asked, words=words, client_id=client_id, by=request.actor)
    except HasEnded:
        form.add_error("words", _("This conversation has ended, so your message was not sent. It is kept in the box."))
    except TooFast:
        form.add_error(
            "words",
            _("That was a lot in one minute, so your message was not sent. It is kept in the box. Wait a minute."),
        )
    return form


def as_json(form: WordsForm) -> JsonResponse:
    """The same for a script: 200, or 422 with the sentence."""
    if form.is_valid():
        return JsonResponse({})
    sentence = next(iter(form.errors.values()))[0]
    return JsonResponse({"error": sentence}, status=UNPROCESSABLE)
