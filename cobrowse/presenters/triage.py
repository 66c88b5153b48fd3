"""What somebody reads who answered the first questions: guidance, where to go, and which way of help fits."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cobrowse.library import triage_texts
from cobrowse.rules.triage import Advice, in_language

# Codes of library/triage.yaml: the name of a page, and what the link says.
LINKS = {
    "home": ("home", gettext_lazy("Check what you can get, or find a form")),
    "claims": ("claims:my_claims", gettext_lazy("Your forms and claims")),
}


def advice_content(advice: Advice, ways: list[tuple[str, str]]) -> dict[str, Any]:
    """Texts, links as (address, words), and the sentence about the way that fits best of those that there are."""
    there = {str(code): name for code, name in ways}
    best = next((str(there[way]) for way in advice.ways if way in there), "")
    fits = _("From what you told us, we suggest “%(way)s”. You can choose any other.") % {"way": best}
    return {
        "texts": [in_language(triage_texts()[code], get_language()) for code in advice.texts],
        "links": [(reverse(name), words) for name, words in (LINKS[code] for code in advice.links)],
        "fits": fits if best and len(ways) > 1 else "",
    }
