"""The journal with no connection: what a person's own phone keeps of it, and what an installed journal looks like.

What may be kept, and why no page about anybody is: docs/decisions/0012-kept-on-a-device.md.
"""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from accounts.keeping.kiosk import is_kiosk
from accounts.models import Council, Resident
from core.govuk.branding import READABLE, contrast
from jobjournal.library import LANGUAGES, RIGHT_TO_LEFT, known_questions, page_words
from jobjournal.models import Activity, SentenceTemplate
from jobjournal.presenters.icons import ICONS
from jobjournal.readers.library import Offer, active_activities

# Everything that the worker may look after begins so.
SCOPE = "/journal/"
DEVICE = "journal_device"
OWN, PUBLIC = "own", "public"
SCRIPTS = ("app.js", "journal_offline.js", "journal_shell.js")
ICON_SIZES = (192, 512)
BACKGROUND = "#ffffff"


def owner_id(resident: Resident) -> str:
    """What a device knows a person by: says nothing about them, and no address takes it."""
    return salted_hmac("jobjournal.presenters.offline.owner", str(resident.public_id)).hexdigest()[:32]


def is_own_device(request: HttpRequest) -> bool:
    """Did the person say in this session that the device is their own? Nothing is kept on any other."""
    return request.session.get(DEVICE) == OWN and not is_kiosk(request)


def council_name(council: Council) -> str:
    """The council's name in the language of the page."""
    return council.name_cy if get_language() == "cy" and council.name_cy else council.name


def manifest(council: Council) -> dict[str, Any]:
    """The web app manifest (W3C) of a council's journal."""
    return {
        "id": SCOPE,
        "name": f"{_('Job journal')} – {council_name(council)}",
        "short_name": _("Job journal"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": SCOPE,
        "scope": SCOPE,
        "display": "standalone",
        "background_color": BACKGROUND,
        "theme_color": council.colour,
        "icons": [
            {
                "src": reverse(f"jobjournal:offline_icon_{size}"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in ICON_SIZES
        ],
    }


@lru_cache(maxsize=256)
def icon(colour: str, size: int) -> bytes:
    """A notebook with a tick on the council's colour (#rrggbb), as a square PNG of `size` pixels.

    The drawing keeps to the middle, as icons must that a phone cuts into its own shape.
    """
    light = BACKGROUND if contrast(colour, BACKGROUND) >= READABLE else "#1d2327"
    part = size * 4 / 64
    image = Image.new("RGB", (size * 4, size * 4), colour)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([20 * part, 15 * part, 46 * part, 49 * part], radius=3 * part, fill=light)
    draw.line([26 * part, 15 * part, 26 * part, 49 * part], fill=colour, width=round(2 * part))
    tick = [(31 * part, 32 * part), (35 * part, 37 * part), (42 * part, 26 * part)]
    draw.line(tick, fill=colour, width=round(3 * part), joint="curve")
    kept = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def library() -> dict[str, Any]:
    """What the council offers to record, and the words around it: all that the browser needs to ask and to build.

    Questions are named where they are used and written out once. `questions` must be answered, `more` can be.
    """
    questions: dict[str, dict[str, Any]] = {}
    offers = active_offers()
    sentences = [
        _sentence(offer, template.key, template.labels, questions) for offer in offers for template in offer.sentences
    ]
    return {
        "languages": [
            {"code": code, "name": page_words(code)["language"], "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr"}
            for code in LANGUAGES
        ],
        "words": {code: page_words(code) for code in LANGUAGES},
        "activities": [
            {"key": offer.activity.key, "icon": offer.activity.icon, "labels": _labels(offer.activity)}
            for offer in offers
        ],
        "icons": ICONS,
        "sentences": sentences,
        "questions": questions,
        "own_words": [_own_question(name) for name in ("own_words", "date", "minutes")],
    }


def active_offers() -> list[Offer]:
    """Every activity that can be picked, with its sentences. Two queries."""
    use = SentenceTemplate.Use
    rows = list(SentenceTemplate.objects.filter(is_active=True).exclude(use=use.WEEKLY))
    add_ons = [row for row in rows if row.use == use.ADD_ON]
    return [
        Offer(activity, [row for row in rows if row.activity_id == activity.pk], add_ons)
        for activity in active_activities()
    ]


def _labels(activity: Activity) -> dict[str, str]:
    return {language: words["label"] for language, words in activity.words.items()}


def _sentence(offer: Offer, key: str, labels: dict[str, str], questions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    composed = offer.composed(key)
    found = {"activity": offer.activity.key, "key": key, "text": composed.text, "labels": labels}
    for part, asked in (("questions", composed.questions), ("more", composed.more)):
        found[part] = []
        for question in asked:
            said = {name: value for name, value in question.items() if name != "sample"}
            # The same name may be put differently elsewhere: then it is written out beside the other.
            number = next(n for n in range(99) if questions.setdefault(f"{question['name']}.{n}", said) == said)
            found[part].append(f"{question['name']}.{number}")
    return found


def _own_question(name: str) -> dict[str, Any]:
    """The questions around the person's own words."""
    if name == "own_words":
        prompts = {code: page_words(code)[name] for code in LANGUAGES}
        return {"name": name, "type": "words", "prompts": prompts}
    known = known_questions()["duration" if name == "minutes" else name]
    return {"name": name, "type": known["type"], "prompts": known["prompts"]}


def kept_files(council: Council) -> list[str]:
    """Addresses of the styles, scripts and pictures that the shell needs."""
    style = "app.rtl.css" if get_language_bidi() else "app.css"
    files = [staticfiles_storage.url(name) for name in (style, "favicon.svg", *SCRIPTS)]
    # As templates/components/_styles.html asks for it.
    files += [
        f"{reverse('council_css')}?v={council.revision}",
        *(reverse(f"jobjournal:offline_icon_{size}") for size in ICON_SIZES),
    ]
    return files + ([reverse("council_logo")] if council.logo_type else [])


def worker_script(council: Council) -> str:
    """The service worker: what to keep, and a version that changes with any of it, before our script."""
    files = kept_files(council)
    # Without a nonce, which is another one every time.
    shell = render_to_string("jobjournal/offline.html", {"council": council, "request": {"csp_nonce": ""}})
    content = json.dumps([files, shell, library()], sort_keys=True)
    settings = {
        "version": hashlib.sha256(content.encode()).hexdigest()[:16],
        "shell": reverse("jobjournal:offline"),
        "library": reverse("jobjournal:offline_library"),
        "files": files,
    }
    script = staticfiles_storage.url("journal_worker.js")
    return f"self.JOURNAL = {json.dumps(settings)};\nimportScripts({json.dumps(script)});\n"


def sign_in_address() -> str:
    """Where to sign in, and come back to the journal."""
    return f"{reverse('accounts:sign_in')}?next={SCOPE}"
