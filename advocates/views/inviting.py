"""A resident invites somebody: who, what they may do, and a last look."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from formtools.wizard.views import NamedUrlWizardView

from accounts.actors import Actor
from accounts.door import TooManyMessages
from accounts.keeping.steps import so_far
from accounts.presenters.waits import words_of_refusal
from accounts.readers import contacts_of
from accounts.throttling import throttled
from advocates.actions.inviting import LASTS, OwnContact, invite_helper
from advocates.forms.granting import CheckForm, TermsForm, WhoForm
from advocates.presenters.matters import left_out_titles, matter_choices
from advocates.presenters.sentences import YOURS, allowed, until_words
from advocates.readers.matters import matters_of
from advocates.rules.terms import last_day, levels_said, scopes_of

FIRST = "who"


def sender_kwargs(actor: Actor) -> dict[str, Any]:
    """What a form by which this resident writes to somebody has to know of them."""
    contacts = {*contacts_of(actor.user), actor.resident.email.lower(), actor.resident.phone}
    return {"has_name": bool(actor.resident.name), "own_contacts": contacts - {""}}


@method_decorator([never_cache, throttled(group="invite-helper", rate="120/h", by_person=True)], name="dispatch")
class InviteHelper(NamedUrlWizardView):
    """Nothing is sent before the last button; what was answered stays through a session that ends."""

    form_list = [(FIRST, WhoForm), ("terms", TermsForm), ("check", CheckForm)]
    storage_name = "accounts.keeping.steps.KeptWhenPosted"
    template_name = "advocates/invite.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.user is None or request.actor.resident is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs.get("step") in self.get_form_list() and self._may_come_to(kwargs["step"]):
            return super().get(*args, **kwargs)
        return redirect("advocates:invite", FIRST)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        step = self.request.POST.get(f"{self.prefix}-current_step", "")
        if step not in self.get_form_list() or not self._may_come_to(step):
            messages.warning(self.request, _("Your earlier answers are not here any more. Start again here."))
            return redirect("advocates:invite", FIRST)
        return super().post(*args, **kwargs)

    def _may_come_to(self, step: str) -> bool:
        """Each step follows the answers of those before it."""
        before = list(self.form_list)[: list(self.form_list).index(step)]
        return all(self.storage.get_step_data(each) is not None for each in before)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        if step == FIRST:
            return sender_kwargs(self.request.actor)
        return {"matters": matter_choices(matters_of(self.request.actor))} if step == "terms" else {}

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        # Not at an address of its own, as the library has it: that would be a GET that writes.
        return super(NamedUrlWizardView, self).render_done(form, **kwargs)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        begun = self.storage.get_step_data(FIRST) is not None
        more = {"so_far": so_far(self.request, self.storage.data) if begun else "", "days": LASTS.days}
        if self.steps.current == "check":
            more |= self._said()
        return super().get_context_data(form=form, nav="account", **more, **kwargs)

    def _said(self) -> dict[str, Any]:
        who, terms = self.get_cleaned_data_for_step(FIRST), self.get_cleaned_data_for_step("terms")
        if not who or not terms:
            return {}
        return {
            "name": who["name"],
            "contact": who["contact"][1],
            "may": allowed(scopes_of(levels_said(terms)), YOURS),
            "until": until_words(last_day(terms["period"], timezone.localdate())),
            "why": terms["why"],
            "left_out": left_out_titles(matters_of(self.request.actor), terms.get("left_out", ())),
        }

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        said = self.get_all_cleaned_data()
        channel, contact = said["contact"]
        try:
            invite_helper(
                name=said["name"], channel=channel, contact=contact, scopes=scopes_of(levels_said(said)),
                period=said["period"], why=said["why"], left_out=map(uuid.UUID, said.get("left_out", ())),
                own_name=said.get("own_name", ""), by=self.request.actor,
            )  # fmt: skip
        except (OwnContact, TooManyMessages) as refusal:
            messages.warning(self.request, _why_not(refusal))
            return redirect("advocates:helpers")
        messages.success(self.request, _("Sent. Nothing is allowed before %(name)s says yes.") % {"name": said["name"]})
        return redirect("advocates:helpers")


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, TooManyMessages):
        return words_of_refusal(refusal)
    return _("Nothing was sent: this is your own address or number.")
