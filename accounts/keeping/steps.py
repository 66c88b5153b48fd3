"""What was answered in the steps of a short form (a wizard) so far. It stands in the session, which only a post writes
to, and encrypted in the form of each step: whoever is signed out in the middle, or whose session has ended, goes on
where they were.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from copy import deepcopy
from typing import Any

from django.http import HttpRequest, HttpResponse
from formtools.wizard.storage.base import BaseStorage

from accounts.keeping import resubmission
from accounts.keeping.form_owners import FormOwner, digests_by_contacts, is_same_person, owner_by_contact, owner_of
from accounts.models import User
from core.crypto import CannotDecrypt, decrypt, encrypt

# The field of each step's form.
SO_FAR = "_so_far"
# How the library begins the name under which a session holds the answers of some steps.
PREFIX = "wizard_"
# The address of these steps, and the contact given when somebody signs in from them (`keep_for`).
STEPS_AT, STEPS_OF = "steps_at", "steps_of"
# Among the answers: they came from a form, not from the session that they were given in.
CARRIED = "carried"


class KeptWhenPosted(BaseStorage):
    """The answers of these steps: the session's, else those that the posted form says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.init_data()
        self.data |= deepcopy(answered(self.request, self.prefix))

    @property
    def gives_access(self) -> bool:
        """Whether what was sent with these answers before is shown to whoever sends them again. A form that stayed on
        a screen, or in a browser's history, opens nobody's record.
        """
        return CARRIED not in self.extra_data

    def update_response(self, response: HttpResponse) -> None:
        super().update_response(response)
        if self.request.method != "POST":
            return
        if self.data[self.step_data_key]:
            self.request.session[self.prefix] = self.data
            self.request.session[STEPS_AT] = self.request.path.rstrip("/").rpartition("/")[0] + "/"
        else:
            for name in (self.prefix, STEPS_AT, STEPS_OF):
                self.request.session.pop(name, None)


def keep_for(request: HttpRequest, contact: str, target: str) -> None:
    """Have the answers stay for who proves this contact: somebody on a page of these steps (`target`) signs in to go
    on. The first contact counts: later ones are others'.
    """
    if STEPS_AT in request.session and target.startswith(request.session[STEPS_AT]):
        request.session.setdefault(STEPS_OF, owner_by_contact(request, contact).digest)


def forget_steps(request: HttpRequest, user: User) -> None:
    """This user has signed in: throw away the answers in the session unless they are theirs (`keep_for`). A page of
    these steps that is open still has them (SO_FAR).
    """
    of_whom = request.session.pop(STEPS_OF, "")
    if of_whom not in digests_by_contacts(request, user):
        for prefix in _begun(request):
            del request.session[prefix]


def _begun(request: HttpRequest) -> list[str]:
    return [name for name in request.session.keys() if name.startswith(PREFIX)]  # noqa: SIM118 - no dict


def holds_words(request: HttpRequest) -> bool:
    """Whether this session holds what somebody typed, whoever that was."""
    return resubmission.KEY in request.session or bool(_begun(request))


def answered(request: HttpRequest, prefix: str) -> dict[str, Any]:
    """The data of the steps so far: of the session, else of the form that is posted, or was while nobody was there;
    empty for none.
    """
    if prefix in request.session:
        return request.session[prefix]
    posted = [request.POST[SO_FAR]] if SO_FAR in request.POST else resubmission.kept_values(request, SO_FAR)
    return next(filter(None, (_opened(request, text) for text in posted)), {})


def so_far(request: HttpRequest, data: dict[str, Any]) -> str:
    """The same as the field of a form, for whom the form is drawn."""
    return urlsafe_b64encode(encrypt([owner_of(request).digest, data], context=SO_FAR)).decode()


def _opened(request: HttpRequest, text: str) -> dict[str, Any]:
    try:
        digest, data = decrypt(urlsafe_b64decode(text), context=SO_FAR)
    except (CannotDecrypt, ValueError, TypeError):
        return {}
    if digest and not is_same_person(request, FormOwner("", digest)):
        return {}
    data.setdefault(KeptWhenPosted.extra_data_key, {})[CARRIED] = True
    return data
