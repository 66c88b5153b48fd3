"""An adviser makes a record for somebody who is not online: who it is, what they need and agree to, their yes."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from formtools.wizard.views import NamedUrlWizardView

from accounts import guessing
from accounts.actions.sign_in import CODE_MINUTES, is_untried, send_sign_in_code, use_sign_in_code
from accounts.door import TooManyMessages
from accounts.keeping.steps import so_far
from accounts.permissions import Permission, require
from accounts.presenters.waits import words_of_refusal, words_of_tried_code
from accounts.readers import is_of_staff
from accounts.rules.hints import contact_hint
from accounts.throttling import throttled
from accounts.uploads import SenderOfFiles
from advocates.models import Registration
from advocates.registering.actions.duplicates import record_looking
from advocates.registering.actions.registering import GivenConsent, NewPerson, register_person
from advocates.registering.forms import AllowedForm, KnownForm, NeedsForm, PersonForm, YesForm, takes_code
from advocates.registering.presenters import alike_rows
from advocates.registering.readers.look_alikes import Sought, own_people_like, shown_look_alikes
from advocates.registering.readers.wording import Terms, words_of_consent
from advocates.registering.rules import sha256_of
from advocates.rules.terms import levels_said, scopes_of
from core.mail import MessageNotSent
from core.uploading.files import CleanFile
from core.uploading.limits import MAX_BYTES, MAX_PDF_BYTES, MEGA
from core.uploading.words import cleaned

FIRST, LAST = "person", "yes"
Kind = Registration.Kind
# Among what the steps keep: the id of the record to be, and the code that was sent.
NEW_ID, SENT = "public_id", "sent"
# The boxes of the page for a photo of the signed form.
FILES = "files"
# In the last page: the hash of the words that stand on it.
SEEN = "yes-seen"


@method_decorator([never_cache, throttled(group="register-person", rate="120/h", by_person=True)], name="dispatch")
class RegisterPerson(NamedUrlWizardView):
    """Nothing is kept before the last button, but for the steps themselves, as everywhere."""

    form_list = [
        (FIRST, PersonForm), ("known", KnownForm), ("needs", NeedsForm), ("allowed", AllowedForm), (LAST, YesForm),
    ]  # fmt: skip
    storage_name = "accounts.keeping.steps.KeptWhenPosted"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request.actor, Permission.PERSON_REGISTER)
        self.paper: CleanFile | None = None
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["advocates/registering/yes.html" if self.steps.current == LAST else "advocates/registering/steps.html"]

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs.get("step") in self.get_form_list() and self._may_come_to(kwargs["step"]):
            return super().get(*args, **kwargs)
        return redirect("registering:register", FIRST)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        step = self.request.POST.get(f"{self.prefix}-current_step", "")
        if step not in self.get_form_list() or not self._may_come_to(step):
            messages.warning(self.request, _("Your earlier answers are not here any more. Start again here."))
            return redirect("registering:register", FIRST)
        return super().post(*args, **kwargs)

    def _may_come_to(self, step: str) -> bool:
        """Each step follows the answers of those before it, which are right still."""
        before = list(self.form_list)[: list(self.form_list).index(step)]
        return all(self.get_cleaned_data_for_step(each) is not None for each in before)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        if step == "needs":
            return {"languages": self.request.council.languages}
        if step == "allowed":
            return {"contacts": self._contacts()}
        if step == LAST:
            return {"kind": self._said("allowed")["kind"], "has_paper": bool(self.request.FILES.get(FILES))}
        return {}

    def _said(self, step: str) -> dict[str, Any]:
        return self.get_cleaned_data_for_step(step) or {}

    def _contacts(self) -> list[str]:
        needs = self._said("needs")
        contacts = takes_code(needs.get("email", ""), needs.get("phone", ""))
        # An adviser's own proves nothing of the person.
        return [each for each in contacts if not is_of_staff(each)]

    def process_step(self, form: Any) -> Any:
        data = super().process_step(form)
        if self.steps.current == FIRST:
            self.storage.extra_data.setdefault(NEW_ID, str(uuid.uuid4()))
        if self.steps.current == "allowed" and form.cleaned_data["kind"] == Kind.BY_CODE:
            self._send_code()
        return data

    def process_step_files(self, form: Any) -> dict[str, Any]:
        # A photo is looked at when it comes, and never kept between the steps.
        return {}

    def _send_code(self) -> None:
        contact = self._contacts()[0]
        channel = "email" if "@" in contact else "sms"
        self.storage.extra_data.pop(SENT, None)
        try:
            code = send_sign_in_code(
                channel=channel, contact=contact, by=self.request.actor, subject=_("Your code to say yes")
            )
        except TooManyMessages as refusal:
            messages.warning(self.request, words_of_refusal(refusal))
        except MessageNotSent:
            messages.warning(self.request, _("We could not send a code just now. Go back and try again."))
        else:
            self.storage.extra_data[SENT] = {"code": str(code.public_id), "contact": contact}

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        begun = self.storage.get_step_data(FIRST) is not None
        more = {"so_far": so_far(self.request, self.storage.data) if begun else "", "nav": "helping"}
        if self.steps.current == "known":
            more |= self._known()
        elif self.steps.current == LAST:
            more |= self._yes()
        return super().get_context_data(form=form, **more, **kwargs)

    def _known(self) -> dict[str, Any]:
        who, actor = self._said(FIRST), self.request.actor
        sought = Sought(who["name"], who["born_on"], who["postcode"], who["nino"])
        sees = actor.may(Permission.PERSON_LOOK_AFTER)
        alike = shown_look_alikes(actor, sought) if sees else []
        record_looking(people=[each.resident for each in alike], by=actor)
        return {"sees_alike": sees, "alike": alike_rows(alike), "own": own_people_like(actor, sought)}

    def _yes(self) -> dict[str, Any]:
        words, kind = self._words(), self._said("allowed")["kind"]
        sent = self.storage.extra_data.get(SENT)
        return {
            "words": words,
            "seen": sha256_of(words),
            "language": self._said("needs")["message_language"],
            "kind": kind,
            "large": self.request.GET.get("large") == "1",
            "sent_to": contact_hint(sent["contact"]) if sent else "",
            "minutes": CODE_MINUTES,
            "megabytes": MAX_BYTES // MEGA,
            "pdf_megabytes": MAX_PDF_BYTES // MEGA,
        }

    def _words(self) -> tuple[str, ...]:
        who, needs, terms = (self._said(step) for step in (FIRST, "needs", "allowed"))
        agreed = Terms(
            who["name"], who["born_on"], scopes_of(levels_said(terms)),
            terms["period"], terms["why"], needs["message_language"],
        )  # fmt: skip
        return words_of_consent(agreed, today=timezone.localdate(), by=self.request.actor)

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        # Looked at before the steps are over: what is wrong is said on this page, with everything kept.
        field, problem = self._what_is_wrong(form)
        if problem:
            form.add_error(field, problem)
            return self.render(form)
        # Not at an address of its own, as the library has it: that would be a GET that writes.
        return super(NamedUrlWizardView, self).render_done(form, **kwargs)

    def _what_is_wrong(self, form: Any) -> tuple[str | None, str]:
        if self.request.POST.get(SEEN) != sha256_of(self._words()):
            return None, _("The words have changed since the page was opened. Read them out again.")
        kind = self._said("allowed")["kind"]
        if kind == Kind.SIGNED:
            return "kept_at", self._take_paper()
        return ("code", self._try_code(form)) if kind == Kind.BY_CODE else (None, "")

    def _take_paper(self) -> str:
        files, problems = cleaned(self.request.FILES.getlist(FILES)[:1], sender=SenderOfFiles(self.request.actor))
        self.paper = files[0] if files else None
        return " ".join(problems)

    def _try_code(self, form: Any) -> str:
        sent = self.storage.extra_data.get(SENT)
        if not sent or sent["contact"] not in self._contacts():
            return _("No code was sent. Go back to the step before, which sends one.")
        origin = self.request.actor.origin
        guess = {"what": guessing.CODE, "account": sent["contact"], "council": self.request.council.pk}
        if not is_untried(sent["code"]) and guessing.wait_before(**guess, origin=origin):
            return words_of_tried_code()
        if use_sign_in_code(public_id=sent["code"], code=form.cleaned_data["code"]) is None:
            guessing.note_refusal(**guess, origin=origin)
            return _(
                "This code is wrong or has run out. Check it with them, or go back: the step before sends a new one."
            )
        return ""

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        registration = register_person(person=self._person(), consent=self._consent(), by=self.request.actor)
        messages.success(self.request, _("The record is made. It counts from now on."))
        return redirect("registering:registered", registration.delegation.public_id)

    def _person(self) -> NewPerson:
        who, needs = self._said(FIRST), self._said("needs")
        return NewPerson(
            public_id=uuid.UUID(self.storage.extra_data[NEW_ID]), name=who["name"], born_on=who["born_on"],
            postcode=who["postcode"], nino=who["nino"], language=needs["message_language"], email=needs["email"],
            phone=needs["phone"], address=needs["address"], access_needs=needs["access_needs"],
            interpreter_language=needs["interpreter_language"], safe_to_contact=needs["safe"] == "yes",
        )  # fmt: skip

    def _consent(self) -> GivenConsent:
        terms, said = self._said("allowed"), self._said(LAST)
        sent = self.storage.extra_data.get(SENT) if terms["kind"] == Kind.BY_CODE else None
        return GivenConsent(
            kind=terms["kind"], scopes=scopes_of(levels_said(terms)),
            period=terms["period"], why=terms["why"], sha256=self.request.POST[SEEN], kept_at=said.get("kept_at", ""),
            witness=said.get("witness", ""), paper=self.paper, proven=sent["contact"] if sent else "",
        )  # fmt: skip
