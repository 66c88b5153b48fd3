"""What somebody posted when their session had ended, or with an old token: kept, and put back into its boxes.

One mechanism for every form of the platform; no view takes part in it. The middleware keeps the post, encrypted and for
an hour, in the session of that browser; when the person for whom the form was drawn sees a page with that form again,
its boxes are filled (core/rules/filling.py) and the page says that nothing is saved yet. Nothing is ever posted for
anybody.
"""

from __future__ import annotations

import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.keeping.form_owners import FIELD, FormOwner, is_same_person, owner_by_contact, owner_of
from core.bodies import read_json
from core.crypto import CannotDecrypt, decrypt, encrypt
from core.rules.filling import after_main, fill

KEY = "resubmission"
SECONDS = 60 * 60
# What nobody in particular typed stands in the boxes of this browser only so long, and not once somebody signs in.
SECONDS_OF_NOBODY = 10 * 60
# The field in which a page carries what was posted to it (`seal`), and the part of an address that names a post.
TYPED = "_typed"
MAX_BYTES = 100_000
# A person with several tabs gets back the newest; nobody fills the table of sessions.
MOST = 3
# The field in which a script posts what was typed into other forms of the page (frontend/src/core/switching.js).
BESIDE = "_beside"
# Names of boxes for passwords, codes, PINs and keys: tests/access/test_resubmission.py looks that no page has others.
NEVER = {
    "csrfmiddlewaretoken", FIELD, "password", "current", "code", "pin", "credential", "secret", "api_key",
    "client_secret", BESIDE,
}  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """One post: where it went, the page its form stands on, for whom that was drawn, and its names and values."""

    action: str
    page: str
    owner: str
    posted: str
    at: float
    had_files: bool
    # Kept because the language was changed: put back once, and then forgotten.
    once: bool = False
    # For a visitor whom we cannot identify: restored once, by the link on the page that says that it is kept.
    ticket: str = ""


def keep(
    request: HttpRequest,
    owner: FormOwner,
    *,
    without: Collection[str] = (),
    once: bool = False,
) -> Kept | None:
    """What is worth keeping of this post, `without` some names more than NEVER, or None when it is too long.

    Nothing is written yet (`put`, `seal`).
    """
    # A page that carries a post goes on carrying it in another language.
    text = _worth_keeping(request.POST, without if once else {*without, TYPED})
    if len(text) > MAX_BYTES:
        return None
    page = form_page(request)
    return Kept(
        request.path, page, owner.digest, text, time.time(), had_files=bool(request.FILES), once=once,
    )  # fmt: skip


def keep_beside(request: HttpRequest, owner: FormOwner, *, without: Collection[str] = ()) -> list[Kept] | None:
    """What was typed into other forms of the page than the one that is posted (BESIDE), to be put back once; None when
    it is too much, or not as our script posts it.
    """
    given, found = request.POST.getlist(BESIDE), []
    if len(given) >= MOST or sum(map(len, given)) > MAX_BYTES:
        return None
    for text in given:
        try:
            action, words = read_json(text)
            posted = _worth_keeping(QueryDict(words), without)
        except (ValueError, TypeError, AttributeError, SuspiciousOperation):
            return None
        if not (isinstance(action, str) and isinstance(words, str)):
            return None
        found.append(Kept(action, form_page(request), owner.digest, posted, time.time(), had_files=False, once=True))
    return found


def _worth_keeping(posted: QueryDict, without: Collection[str]) -> str:
    kept = QueryDict(mutable=True)
    for name, values in posted.lists():
        if name not in NEVER and name not in without:
            kept.setlist(name, values)
    return kept.urlencode()


def put(request: HttpRequest, *kept: Kept) -> None:
    """Keep it in the session that this browser has now. What was kept for the same addresses goes."""
    actions = {each.action for each in kept}
    others = [each for each in _all(request) if each.action not in actions]
    _write(request, [*others, *kept][-MOST:])


def seal(kept: Kept) -> str:
    """A post as the value of a page's TYPED field. In the session, others might come upon it."""
    return urlsafe_b64encode(encrypt(asdict(kept), context=TYPED)).decode()


def put_for(request: HttpRequest, contact: str) -> None:
    """Keep the answers that the posted page carries in TYPED, if any, for the owner of this email address or number."""
    try:
        kept = Kept(**decrypt(urlsafe_b64decode(request.POST.get(TYPED, "")), context=TYPED))
    except (CannotDecrypt, ValueError, TypeError):
        return
    if time.time() - kept.at < SECONDS:
        put(request, replace(kept, owner=owner_by_contact(request, contact).digest))


def with_ticket(kept: Kept) -> tuple[Kept, str]:
    """The post with a one-time ticket, and the address that puts it back into its form."""
    ticket = secrets.token_urlsafe(16)
    return replace(kept, ticket=ticket), f"{kept.page}{'&' if '?' in kept.page else '?'}{TYPED}={ticket}"


def forget_nobodys(request: HttpRequest) -> None:
    """Throw away what nobody in particular typed here: somebody signs in, and it need not be theirs."""
    if KEY in request.session:
        _write(request, [each for each in _all(request) if each.owner])


def forget(request: HttpRequest, action: str = "") -> None:
    """Throw away what was kept for this address; everything when none is named."""
    if KEY in request.session:
        _write(request, [each for each in _all(request) if action and each.action != action])


def sign_out_keeping(request: HttpRequest) -> None:
    """Sign out somebody who is to sign in again: what was kept stays in this browser, for whom it was kept."""
    held = request.session.get(KEY)
    logout(request)
    if held is not None:
        request.session[KEY] = held
        forget_nobodys(request)


def form_page(request: HttpRequest) -> str:
    """The page that the posted form stands on: where the browser says that it came from, else its own address."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def fill_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page, with what was kept for its forms in their boxes and a sentence saying so."""
    if request.method != "GET" or KEY not in request.session or not _is_page(response):
        return response
    html, drawn, said = response.content.decode(response.charset), False, set()
    for kept in _all(request):
        if not _is_theirs(request, kept):
            continue
        filled = fill(html, action=kept.action, page=request.path, posted=_pairs(kept))
        if not filled.found and request.path not in {urlsplit(kept.page).path, *([kept.action] if kept.once else [])}:
            continue
        html, drawn = filled.html, True
        if filled.changed or filled.without_box or not kept.once:
            banner = _banner(request, kept, filled)
            # Words of several forms of a page are spoken of once.
            html, said = (html if banner in said else after_main(html, banner)), {*said, banner}
        if kept.once or kept.ticket or not filled.found:
            # Only a button was pressed: said once.
            forget(request, kept.action)
    if drawn:
        response.content = html.encode(response.charset)
        response["Cache-Control"] = "no-store, private"
    return response


def kept_values(request: HttpRequest, name: str) -> list[str]:
    """What was kept of this person under a field's name, in whichever form, the latest first."""
    kept = [each for each in reversed(_all(request)) if _is_theirs(request, each)]
    return [value for each in kept for value in QueryDict(each.posted).getlist(name)]


def _pairs(kept: Kept) -> list[tuple[str, str]]:
    return [(name, value) for name, values in QueryDict(kept.posted).lists() for value in values]


def _banner(request: HttpRequest, kept: Kept, filled) -> str:
    words = {
        "is_filled": filled.found,
        "is_switch": kept.once,
        "without_box": filled.without_box,
        "had_files": kept.had_files,
    }
    return render_to_string("components/resubmission.html", words, request)


def _is_page(response: HttpResponse) -> bool:
    is_html = response.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and is_html and not response.streaming


def _is_theirs(request: HttpRequest, kept: Kept) -> bool:
    """True for the person for whom the form was drawn, or who proved the contact that was given with it; what nobody in
    particular typed is for nobody in particular, or for who follows the link on its page.
    """
    if kept.ticket:
        return constant_time_compare(kept.ticket, request.GET.get(TYPED, ""))
    if not kept.owner:
        return not owner_of(request).is_somebody
    return is_same_person(request, FormOwner("", kept.owner))


def _all(request: HttpRequest) -> list[Kept]:
    encrypted = request.session.get(KEY)
    if encrypted is None:
        return []
    try:
        rows = [Kept(**row) for row in decrypt(bytes.fromhex(encrypted), context=KEY)]
    except (CannotDecrypt, ValueError, TypeError, json.JSONDecodeError):
        return []
    return [kept for kept in rows if time.time() - kept.at < (SECONDS if kept.owner else SECONDS_OF_NOBODY)]


def _write(request: HttpRequest, rows: list[Kept]) -> None:
    if rows:
        request.session[KEY] = encrypt([asdict(row) for row in rows], context=KEY).hex()
    else:
        request.session.pop(KEY, None)
