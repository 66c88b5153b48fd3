"""{% journal_offline %}: what is kept on this device, and the question whose device it is (_offline.html)."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from accounts.keeping.kiosk import is_kiosk
from jobjournal.presenters.offline import DEVICE, OWN, PUBLIC, is_own_device, owner_id

register = template.Library()


def bar_words() -> dict[str, str]:
    """What the bar says (frontend/src/journal/device.js); {number} counts entries."""
    return {
        "waiting": _("Saved on this phone: {number}. Waiting for a connection."),
        "sending": _("Saved on this phone: {number}. Sending…"),
        "signed_out": _("Saved on this phone: {number}. Sign in to send."),
        "keep_at_home": _("Add the journal to your home screen: then this phone keeps them until they are sent."),
        "all_sent": _("Sent: {number}. Nothing waits on this phone."),
        "refused": _("Needs a look: {number}. Nothing is lost. See below what to put right."),
        "others": _("Waiting here for somebody else to sign in: {number}. Only they can see and send these."),
        "full": _("This phone has no room left, so the entry is not kept. Make some room, then save it again."),
        "blocked": _("This browser does not let us keep anything, so the entry is not kept. Is it a private window?"),
        "needs_connection": _(
            "This browser does not let us keep anything, so the journal needs a connection here. "
            "Is it a private window?"
        ),
        "leaving": _("Not sent yet: {number}. If you sign out now, these are deleted from this phone."),
        "leaving_sent": _("Everything is sent. You can sign out."),
        "mark_waiting": _("On this phone"),
        "mark_sent": _("Sent"),
        "mark_refused": _("Needs a look"),
        "interrupted": _("The connection went before you saw the sentence. Look at it, then save it."),
        "sign_in": _("Sign in"),
        "mend": _("Put it right"),
        "remove": _("Delete it from this phone"),
        "back": _("Back to the list of activities"),
    }


@register.simple_tag(takes_context=True)
def journal_owner(context: Context) -> str:
    """Who may be remembered on this device, as it knows them, or "": in the form that a worker may have to keep."""
    request = context["request"]
    return owner_id(request.actor.resident) if is_own_device(request) and request.actor.resident else ""


@register.inclusion_tag("jobjournal/_offline.html", takes_context=True)
def journal_offline(context: Context, shell: bool = False) -> dict[str, Any]:
    """The bar. On the shell nobody is known: scripts ask the device."""
    request = context.get("request")
    found: dict[str, Any] = {"shell": shell, "words": bar_words(), "csrf_token": context.get("csrf_token")}
    found["request"] = request
    if not shell and request is not None and request.actor.user and request.actor.resident:
        device = PUBLIC if is_kiosk(request) else request.session.get(DEVICE, "")
        found |= {"owner": owner_id(request.actor.resident), "device": device, "is_own": device == OWN}
    return found
