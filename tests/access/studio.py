"""What the addresses of the studio name: drafts of forms and their parts, and a version of one."""

from __future__ import annotations

from accounts.actors import Actor
from formspec.actions.keeping_media import keep_media
from formspec.actions.publishing import import_form
from formspec.models import FormVersion
from formspec.rules.media.captions import clean_captions
from studio.actions.drafts import begin_draft, start_empty
from studio.actions.editing import edit_draft
from studio.models import FormDraft
from studio.trying.actions.trying import save_typed
from tests.formspec.films import CAPTIONS

# The library's form that the matrix has published.
SLUG = "housing-benefit"
# Another of which people can be told whether they can get it.
CHECKED = "discretionary-housing-payment"
PARTS = {
    "studio form": [],
    "studio section": ["start"],
    "studio page": ["where-you-live"],
    "studio question": ["housing_situation"],
    "studio group": ["children"],
    "studio choice": ["housing_situation", "council_tenant"],
    "studio condition": ["question", "partner_dob"],
    "studio named": ["rents"],
    "studio asked": ["do_you_rent"],
    "studio language": ["cy"],
    "tried row": ["each-child", "1"],
    "studio texts": ["cy", "where-you-live"],
}


def studio_things(admin: Actor) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name."""
    begin_draft(slug=SLUG, by=admin)
    import_form(slug=CHECKED, by=admin)
    asked = {"label": "Do you rent?"}
    medium = clean_captions(CAPTIONS)
    keep_media(media=[medium], by=admin)
    edit_draft(slug=SLUG, operation="add_eligibility_question", parameters=asked, by=admin)
    start_empty(title="Garden waste", by=admin)
    tests = [{"q": "housing_situation", "op": "equals", "value": "council_tenant"}]
    edit_draft(slug=SLUG, operation="add_named", parameters={"name": "Rents", "tests": tests}, by=admin)
    save_typed(slug=SLUG, answers={("has_children", ""): "yes", ("children", ""): ["1"]}, page="each-child", by=admin)
    unseen = start_empty(title="Allotments", by=admin).form
    # Whoever has edited it cannot be the second person.
    FormDraft.objects.filter(form=unseen).update(begun_by=None, edited_by=None)
    version = FormVersion.objects.get(form__slug=SLUG)
    return {name: [SLUG, *keys] for name, keys in PARTS.items()} | {
        "form version": [SLUG, str(version.pk)],
        "checked form": [CHECKED],
        "form medium": [medium.name],
        "others draft": [unseen.slug],
    }
