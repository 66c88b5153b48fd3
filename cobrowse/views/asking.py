"""Asking for help: short steps from any page, with scripts or without."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from formtools.wizard.views import NamedUrlWizardView

from accounts.forms import ContactForm
from accounts.keeping import resubmission
from accounts.keeping.form_owners import owner_of
from accounts.keeping.steps import KeptWhenPosted, answered, so_far
from accounts.sessions import VISITOR
from accounts.throttling import slow_down, throttled
from claims.models import Claim
from claims.readers.claims import claim_for
from cobrowse.actions.asking import AskedTooOften, HelpWanted, ask_for_help
from cobrowse.forms.asking import AboutForm, NeedsForm, TriageForm, WayForm, ways_open
from cobrowse.library import triage_questions
from cobrowse.models import About, HelpRequest, Way
from cobrowse.presenters.links import questions_of_page
from cobrowse.presenters.triage import advice_content
from cobrowse.presenters.waiting import closed_words, instead_words, wait_words
from cobrowse.readers.queue import at_their_page, opening_of, wait_at, waiting
from cobrowse.readers.requests import open_request_of, request_sent_as
from cobrowse.readers.settings import help_rules
from cobrowse.readers.words import said_in
from cobrowse.rules.session import remember_request
from cobrowse.rules.triage import Advice, advice, asked, in_order
from core.rules.typed import plain

# Where they were, as the address of the first step says it: never anything personal.
FROM = ("claim", "page", "question")
# The way that somebody chose on the page of a chat for which they wait: they ask beside it, and keep their place.
INSTEAD = "instead"
SESSION_KEY = "wizard_ask_for_help"
ASKED_TOO_OFTEN = "cobrowse/asked_too_often.html"


def _leads_to(question: str) -> Any:
    """A step that is there when the answers so far lead to this question."""
    return lambda wizard: question in wizard.triage


def _begun_in(request: HttpRequest) -> str:
    """The session in which these steps were begun; "" before."""
    return f"session-{request.actor.origin.session}" if request.session.get(SESSION_KEY) else ""


def _slowed_down(request: HttpRequest, seconds: int) -> HttpResponse:
    return slow_down(request, seconds, ASKED_TOO_OFTEN)


# The first step of somebody without a session makes one, so an address may post so many, and over that so many in a
# minute. Whoever has begun is counted by themselves.
limited_steps = throttled(
    group="help-steps", rate="120/h", then="6/m", counted_as=_begun_in, refused=_slowed_down
)  # fmt: skip


@method_decorator([login_not_required, never_cache, limited_steps], name="dispatch")
class AskForHelp(NamedUrlWizardView):
    """About what, how, and what to know. Whoever waits or talks already is led to where they are."""

    TRIAGE = [(code, TriageForm) for code in triage_questions()]
    form_list = [("about", AboutForm), *TRIAGE, ("way", WayForm), ("needs", NeedsForm)]
    condition_dict = {
        **{code: _leads_to(code) for code in triage_questions()},
        "way": lambda wizard: len(wizard.ways) > 1 or wizard.advice.is_some,
    }
    storage_name = "accounts.keeping.steps.KeptWhenPosted"
    template_name = "cobrowse/ask.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.beside = open_request_of(request.actor)
        if self.beside is not None and not self.asks_beside():
            return self.back_to_chat()
        now, opening = timezone.now(), opening_of(request.council)
        self.closed = closed_words(opening, now)
        self.ways = self.ways_now()
        if not self.ways and self.beside is not None:
            return self.back_to_chat()
        if not self.ways:
            return self.closed_page()
        return super().dispatch(request, *args, **kwargs)

    def closed_page(self) -> HttpResponse:
        """What there is for who cannot be helped now. What they posted stays in this page until they say with which
        contact they sign in: then it is kept for who proves that.
        """
        posted = self.request.method == "POST"
        kept = resubmission.keep(self.request, owner_of(self.request)) if posted else None
        page = {
            "closed": self.closed,
            "was_posting": posted,
            "typed": resubmission.seal(kept) if kept is not None else "",
            "form": ContactForm(),
            "minutes": resubmission.SECONDS // 60,
        }
        return render(self.request, "cobrowse/closed.html", page)

    def asks_beside(self) -> bool:
        """Whether somebody who waits for a chat asks in another way too: a link of its page says so, and then what was
        begun with it.
        """
        begun = answered(self.request, SESSION_KEY).get(KeptWhenPosted.extra_data_key, {})
        chosen = self.request.GET.get(INSTEAD) or begun.get(INSTEAD)
        return self.beside.state == HelpRequest.State.WAITING and bool(chosen)

    def back_to_chat(self) -> HttpResponse:
        """The page on which they wait or talk already."""
        remember_request(self.request.session, self.beside.public_id)
        return redirect("cobrowse:request", self.beside.public_id)

    def ways_now(self) -> list[tuple[str, Any]]:
        """In which ways somebody can be helped who asks now."""
        chats = not self.closed and self.beside is None
        return ways_open(is_open=chats, signed_in=self.request.actor.user is not None)

    def _said(self, step: str, name: str) -> list[str]:
        """What was posted for a field of a step that was answered."""
        data = self.storage.get_step_data(step)
        return data.getlist(f"{step}-{name}") if data is not None else []

    @property
    def triage(self) -> list[str]:
        """The questions that are asked first; none where the council does not ask, and none of whoever cannot wait, has
        asked already, is stuck on a question of a form or asks for somebody else: they go straight to a person.
        """
        about = next(iter(self._said("about", "about")), "")
        straight = self._said("about", "urgencies") or about in (About.QUESTION, About.SOMEBODY)
        if straight or self.beside is not None or not self.asks_first:
            return []
        return asked(triage_questions(), self._told())

    @property
    def advice(self) -> Advice:
        """What the answers to these come to."""
        return advice(triage_questions(), self._told()) if self.triage else Advice()

    def _told(self) -> dict[str, str]:
        return {code: next(iter(self._said(code, "answer")), "") for code in triage_questions()}

    @cached_property
    def asks_first(self) -> bool:
        """Whether the council has people asked first."""
        return help_rules().asks_first

    @property
    def way(self) -> str:
        """The way that was chosen so far, or the only one; "" before."""
        said = (self.storage.get_step_data("way") or {}).get("way-way", "")
        ways = [str(code) for code, _name in self.ways]
        return ways[0] if len(ways) == 1 else said if said in ways else ""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        # Steps beyond the first make sense only after it, and looking at a page never asks for anything.
        if kwargs.get("step") in self.get_form_list() and (self.is_begun or kwargs["step"] == "about"):
            return super().get(*args, **kwargs)
        return redirect("cobrowse:ask", "about")

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        # A page from before: its step is none of this person's any more.
        step = self.request.POST.get(f"{self.prefix}-current_step")
        if step not in self.get_form_list() or (step != "about" and not self.is_begun):
            return self.lost_step()
        return super().post(*args, **kwargs)

    @property
    def is_begun(self) -> bool:
        """Whether the first step is answered in this session."""
        return self.storage.get_step_data("about") is not None

    def lost_step(self) -> HttpResponse:
        """Where a step leads that has no place in what was answered so far. Where nothing is left of that, because its
        session has ended, this says so, and what was typed here is put back when they come to this step again.
        """
        if not self.is_begun:
            text = _(
                "We have no earlier answers of yours here. They were sent already, or this browser was closed or not"
                " used for a day. Start again here."
            )
            kept = resubmission.keep(self.request, owner_of(self.request))
            if kept is not None:
                resubmission.put(self.request, kept)
                text += " " + _("What you typed last is put back when you come to its page.")
            messages.warning(self.request, text)
        return redirect("cobrowse:ask", "about")

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        # Not at an address of its own, as the library has it: that would be a GET that writes.
        try:
            return super(NamedUrlWizardView, self).render_done(form, **kwargs)
        except AskedTooOften as refusal:
            # Caught here, where the answers are still kept: whoever waits need not answer again.
            return self.asked_too_often(refusal)

    def asked_too_often(self, refusal: AskedTooOften) -> HttpResponse:
        """The page for somebody who has to wait."""
        return _slowed_down(self.request, refusal.seconds)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        if step == "about":
            on_question = bool(self.where["question"] or self.questions)
            ways = [code for code, _name in self.ways]
            return {"on_question": on_question, "questions": self.questions, "ways": ways}
        if step in triage_questions():
            return {"question": triage_questions()[step], "language": get_language()}
        if step == "way":
            return {"ways": in_order(self.ways, self.advice.ways)}
        return {"languages": self.request.council.languages}

    def get_form_initial(self, step: str) -> dict[str, Any]:
        resident = self.request.actor.resident
        if step == "about":
            only = self.questions[0][0] if len(self.questions) == 1 else ""
            question = self.where["question"] or only
            said = {"about": About.QUESTION if question else None, "question": question}
            return said if self.beside is None else {**said, **said_in(self.beside)}
        if step in triage_questions():
            return {}
        if step == "way":
            return {"way": self.instead}
        if self.beside is not None:
            return {"spoken": self.beside.language, "access_needs": self.beside.access_needs}
        known = resident.access_needs if resident is not None else []
        return {"spoken": get_language(), "access_needs": known}

    @property
    def where(self) -> dict[str, str]:
        """The claim, page and question that they were on; "" for what there is not."""
        said = {name: plain(self.request.GET.get(name, ""))[:80] for name in FROM}
        return said if any(said.values()) else {name: self.storage.extra_data.get(name, "") for name in FROM}

    @property
    def instead(self) -> str:
        """The way that they chose beside the chat for which they wait; "" for none."""
        return self.request.GET.get(INSTEAD) or self.storage.extra_data.get(INSTEAD, "")

    @cached_property
    def questions(self) -> list[tuple[str, str]]:
        """Those of the page of a form that they were on, as (key, label)."""
        claim = claim_of(self.request, self.where["claim"])
        if claim is None or not self.where["page"]:
            return []
        return questions_of_page(claim, self.where["page"])

    def process_step(self, form: Any) -> Any:
        self.storage.extra_data |= {
            "once": uuid.uuid4().hex,
            **self.storage.extra_data,
            **self.where,
            INSTEAD: plain(self.instead)[:80],
        }
        return super().process_step(form)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=form,
            beside=self.beside,
            closed=self.closed,
            leaves_message=bool(self.closed) and self.way == Way.MESSAGE,
            instead=instead_words([code for code, _name in self.ways]),
            wait=self._wait(),
            so_far=so_far(self.request, self.storage.data) if self.is_begun else "",
            advice=advice_content(self.advice, self.ways) if self.steps.current == "way" else {},
            **kwargs,
        )

    def _once(self) -> uuid.UUID | None:
        """What every press of the last of these steps has in common."""
        once = self.storage.extra_data.get("once")
        return uuid.UUID(once) if once else None

    def _wait(self) -> str:
        """How long it takes to chat, for the first step of who can; "" elsewhere."""
        if self.steps.current != self.steps.first or self.closed or self.beside is not None:
            return ""
        now = timezone.now()
        place = at_their_page(waiting(), now).count() + 1
        return wait_words(wait_at(place, now), place=place)

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        there = None if self.storage.gives_access else request_sent_as(self._once())
        if there is not None and self.request.actor.user is None:
            return redirect("cobrowse:request", there.public_id)
        answers = self.get_all_cleaned_data()
        wanted = HelpWanted(
            about=answers["about"], way=answers.get("way") or self.ways[0][0], words=answers["words"].strip(),
            language=answers.get("spoken") or self.request.council.languages[0], urgencies=answers["urgencies"],
            access_needs=answers["access_needs"], claim=claim_of(self.request, self.where["claim"]),
            page=self.where["page"], question=answers.get("question") or self.where["question"], once=self._once(),
        )  # fmt: skip
        request = ask_for_help(wanted=wanted, by=self.request.actor)
        if self.beside is not None:
            messages.success(self.request, _("Your message is left. The answer comes to your account."))
            return self.back_to_chat()
        if self.request.actor.user is None:
            self.request.session[VISITOR] = str(request.resident.public_id)
        if request.way == Way.CHAT:
            remember_request(self.request.session, request.public_id)
        return redirect("cobrowse:request", request.public_id)


def claim_of(request: HttpRequest, public_id: str) -> Claim | None:
    """The claim that they came from, if it is theirs."""
    try:
        return claim_for(request.actor, uuid.UUID(public_id))
    except (ValueError, Http404):
        return None


@login_not_required
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """The first step."""
    return redirect("cobrowse:ask", "about")
