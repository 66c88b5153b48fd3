"""Somebody says that they act for a person by law: for whom, by what document, and how the council sees it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from formtools.wizard.views import NamedUrlWizardView

from accounts.keeping.steps import so_far
from accounts.throttling import throttled
from accounts.uploads import SenderOfFiles
from advocates.legal.actions.saying import LegalSaid, TooManyOpen, say_by_law
from advocates.legal.forms import DocumentForm, ForWhomForm, SendForm
from advocates.legal.presenters import said_rows
from advocates.legal.readers import LegalWords, is_corporate, may_say
from advocates.models import LegalBasis
from core.uploading.files import CleanFile
from core.uploading.limits import MAX_BYTES, MAX_PDF_BYTES, MEGA
from core.uploading.words import cleaned

FIRST, LAST = "person", "send"
# Among what the steps keep: the id of what is to be kept.
NEW_ID = "public_id"
FILES, MOST_FILES = "files", 10


@method_decorator([never_cache, throttled(group="say-by-law", rate="60/h", by_person=True)], name="dispatch")
class SayByLaw(NamedUrlWizardView):
    """Nothing is kept before the last button, but for the steps themselves, as everywhere."""

    form_list = [(FIRST, ForWhomForm), ("document", DocumentForm), (LAST, SendForm)]
    storage_name = "accounts.keeping.steps.KeptWhenPosted"
    template_name = "advocates/legal/steps.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_say(request.actor):
            raise Http404
        self.papers: list[CleanFile] = []
        return super().dispatch(request, *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs.get("step") in self.get_form_list() and self._may_come_to(kwargs["step"]):
            return super().get(*args, **kwargs)
        return redirect("legal:say", FIRST)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        step = self.request.POST.get(f"{self.prefix}-current_step", "")
        if step not in self.get_form_list() or not self._may_come_to(step):
            messages.warning(self.request, _("Your earlier answers are not here any more. Start again here."))
            return redirect("legal:say", FIRST)
        return super().post(*args, **kwargs)

    def _may_come_to(self, step: str) -> bool:
        """Each step follows the answers of those before it, which are right still."""
        before = list(self.form_list)[: list(self.form_list).index(step)]
        return all(self.get_cleaned_data_for_step(each) is not None for each in before)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        actor = self.request.actor
        if step == "document":
            return {"corporate": is_corporate(actor)}
        if step == LAST:
            has_name = is_corporate(actor) or bool(actor.resident.name)
            return {"has_name": has_name, "has_paper": bool(self.request.FILES.get(FILES))}
        return {}

    def process_step(self, form: Any) -> Any:
        data = super().process_step(form)
        if self.steps.current == FIRST:
            self.storage.extra_data.setdefault(NEW_ID, str(uuid.uuid4()))
        return data

    def process_step_files(self, form: Any) -> dict[str, Any]:
        # A paper is looked at when it comes, and never kept between the steps.
        return {}

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        begun = self.storage.get_step_data(FIRST) is not None
        more = {"so_far": so_far(self.request, self.storage.data) if begun else "", "nav": "helping"}
        more["corporate"] = is_corporate(self.request.actor)
        if self.steps.current == LAST:
            more |= {"rows": self._rows(), "megabytes": MAX_BYTES // MEGA, "pdf_megabytes": MAX_PDF_BYTES // MEGA}
            more["most_files"] = MOST_FILES
        return super().get_context_data(form=form, **more, **kwargs)

    def _rows(self) -> list[dict[str, str]]:
        said = self._said()
        words = LegalWords(
            said.name, said.born_on.isoformat(), said.postcode, said.nino, said.number, said.covers
        )  # fmt: skip
        return said_rows(words, said.document, said.several, said.ends_on)

    def _said(self) -> LegalSaid:
        who, what = self.get_cleaned_data_for_step(FIRST), self.get_cleaned_data_for_step("document")
        end = self.get_cleaned_data_for_step(LAST) or {}
        return LegalSaid(
            public_id=uuid.UUID(self.storage.extra_data[NEW_ID]), name=who["name"], born_on=who["born_on"],
            postcode=who["postcode"], nino=who["nino"], document=what["document"],
            several=what.get("several", LegalBasis.Several.ALONE), number=what["number"],
            covers=what["some"] if what["covers"] == "some" else "", ends_on=what["ends_on"],
            seen_at=end.get("seen_at", ""), own_name=end.get("own_name", ""),
        )  # fmt: skip

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        # Looked at before the steps are over: what is wrong is said on this page, with everything kept.
        problem = self._take_papers()
        if problem:
            form.add_error("seen_at", problem)
            return self.render(form)
        # Not at an address of its own, as the library has it: that would be a GET that writes.
        return super(NamedUrlWizardView, self).render_done(form, **kwargs)

    def _take_papers(self) -> str:
        files = self.request.FILES.getlist(FILES)
        if len(files) > MOST_FILES:
            return _("Add %(number)s files at the most") % {"number": MOST_FILES}
        self.papers, problems = cleaned(files, sender=SenderOfFiles(self.request.actor))
        return " ".join(problems)

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        try:
            say_by_law(said=self._said(), papers=self.papers, by=self.request.actor)
        except TooManyOpen:
            messages.warning(self.request, _("Nothing was sent: as many as you may send wait to be checked."))
            return redirect("legal:said")
        messages.success(self.request, _("Sent. Two people of the council check it before anything is allowed."))
        return redirect("legal:said")
