"""The wizard: a page of the form at each address, every answer in the session, sessions in PostgreSQL."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from formtools.wizard.views import NamedUrlSessionWizardView

from bench.wizard.forms import wizard_steps

# What formtools calls this wizard in the session and in the names of its own fields.
PREFIX = "claim_wizard"


class ClaimWizard(NamedUrlSessionWizardView):
    """As formtools' documentation has it."""

    template_name = "wizard/page.html"

    def done(self, form_list, **kwargs):
        return HttpResponse("Sent.")


wizard = login_not_required(ClaimWizard.as_view(wizard_steps(), url_name="wizard"))
