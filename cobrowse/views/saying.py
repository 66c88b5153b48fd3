"""What both sides' pages do with words that are posted, by a page or by its script."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

from cobrowse.actions.events import HasEnded
from cobrowse.actions.talking import TooFast, say
from cobrowse.forms.asking import WordsForm
from cobrowse.models import HelpRequest

UNPROCESSABLE = 422
NOT_SENT = {
    HasEnded: _("This conversation has ended, so your message was not sent. It is kept in the box below."),
    TooFast: _(
        "That was a lot in a short time, so your message was not sent. It is kept in the box below. Try again shortly."
    ),
    # An adviser whose conversation it is no more.
    Http404: _(
        "You are not talking with this person any more, so your message was not sent. It is kept in the box below."
    ),
}


def said_by(request: HttpRequest, asked: HelpRequest, form: WordsForm) -> WordsForm:
    """Keep and show what was posted; the form, with a sentence for what was not taken."""
    if form.is_valid():
        said = form.cleaned_data
        try:
            say(request=asked, words=said["words"], client_id=said["client_id"], by=request.actor)
        except (HasEnded, TooFast, Http404) as refusal:
            form.add_error("words", NOT_SENT[type(refusal)])
    return form


def say_what_stays(request: HttpRequest) -> None:
    """Without scripts a message goes without the file that was chosen beside it: that is said."""
    if request.POST.get("file") and request.accepts("text/html"):
        messages.warning(
            request, _("The file was not sent with your message. Choose it again, then press “Send the file”.")
        )


def as_json(form: WordsForm) -> JsonResponse:
    """The same for a script: 200 and "said", which nothing else answers, or 422 with the sentence."""
    if form.is_valid():
        return JsonResponse({"state": "said"})
    return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=UNPROCESSABLE)
