"""Host name → council scope; session → actor; private unless a view says otherwise; staff only with two factors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import url_str_to_user_pk
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db import transaction
from django.http import Http404, HttpResponseNotFound
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from accounts import readers
from accounts.actions.sign_in import set_resident_language
from accounts.actors import Actor, Operator
from accounts.alerts import written_at_the_end
from accounts.devices import origin_of
from accounts.keeping import interruptions, kiosk, not_open, resubmission, session_life, switching, way_back
from accounts.keeping.for_scripts import refusal_in_json
from accounts.keeping.reading import choice_of, read_forms_in
from accounts.models import Council
from accounts.sessions import OPENED_CLAIMS, VISITOR, has_second_factor
from core.languages.reading import read_as
from core.tenancy import HOST_ANSWERS, Statement, council_scope


def change_language(request, language: str) -> None:
    """Have the council's pages, and messages to the person, in a language from now on, if it has that one."""
    if language in request.council.languages:
        set_resident_language(language=language, by=request.actor)
        translation.activate(language)
        switching.speak(request, language)


class LanguageMiddleware(LocaleMiddleware):
    """Pages in the language that somebody chose or their browser asks for, where the council has it; else English."""

    def process_request(self, request):
        super().process_request(request)
        translation.activate(language_of(request))
        request.LANGUAGE_CODE = translation.get_language()
        read_as(choice_of(request))

    def process_response(self, request, response):
        read_as(None)
        return super().process_response(request, response)


def language_of(request) -> str:
    """The language of a request's pages."""
    wanted = translation.get_language_from_request(request)
    council = request.council
    return wanted if council is None or wanted in council.languages else settings.LANGUAGE_CODE


# Whoever changes the language of the pages changes that of their messages, whatever stood in the box for it.
switching.add_switch("_language", change_language, drops={"message_language"})
switching.add_switch("_reads_in", read_forms_in)


class CouncilMiddleware:
    """The whole request runs in its council's scope: one transaction, committed before the response leaves.

    A closed council's host has one page, which says so. The platform's own hosts have pages of their own, in one
    transaction too; neither has a scope. Any other host gets a plain 404.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        host = request.get_host().split(":")[0].lower()
        request.council = readers.council_for_host(host)
        if request.council is not None or host in settings.PLATFORM_HOSTS:
            request.META[HOST_ANSWERS] = True
        if request.council is not None and request.council.is_closed:
            # In no scope: nothing of a closed council is within reach, whatever a page does.
            request.urlconf = settings.CLOSED_URLCONF
            return self.get_response(request)
        if request.council is not None:
            with council_scope(request.council.pk), written_at_the_end():
                return self.get_response(request)
        if host in settings.PLATFORM_HOSTS:
            request.urlconf = settings.PLATFORM_URLCONF
            # The signed-in user is visible for one transaction only, and no page may miss an operator's second factor.
            with transaction.atomic(), written_at_the_end():
                return self.get_response(request)
        return HttpResponseNotFound("No council answers at this address.", content_type="text/plain")


class ActorMiddleware:
    """`request.actor`: worked out once, when first asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = _acting(request)
        response = self.get_response(request)
        if session_life.knows_somebody(request):
            response.setdefault("Cache-Control", "no-store, private")
        if request.council is not None:
            if not kiosk.is_kiosk(request):
                way_back.follow_session(request, response)
            kiosk.follow(request, response)
        return response


def _acting(request) -> Actor | Operator | None:
    """Who acts in a request. Nobody does on the page of a closed council; on the platform's own, only operators."""
    if request.council is None:
        return operator_of(request)
    return None if request.council.is_closed else SimpleLazyObject(lambda: actor_of(request))


def operator_of(request) -> Operator | None:
    """The operator who is signed in on the platform's own host."""
    user = request.user
    if not (user.is_authenticated and user.is_superuser):
        return None
    return Operator(user, second_factor=has_second_factor(request))


def actor_of(request) -> Actor:
    """The actor of a request inside a council's scope."""
    user = request.user if request.user.is_authenticated else None
    if user is None:
        visitor_id = request.session.get(VISITOR)
        resident, membership = readers.resident_by_public_id(visitor_id) if visitor_id else None, None
    else:
        membership = readers.membership_of(user)
        # Most staff have no record of their own, and are not asked for it on every page.
        has_record = membership is None or membership.has_record
        resident = readers.resident_of(user) if has_record else None
    return Actor(
        council=request.council,
        user=user,
        resident=resident,
        membership=membership,
        second_factor=user is not None and has_second_factor(request),
        opened_claims=frozenset(request.session.get(OPENED_CLAIMS, [])),
        origin=origin_of(request),
    )


def _reach_half_signed_in(request) -> None:
    """Bring within reach who has given a password here and no second factor yet, whether the council knows them or
    not.
    """
    begun = request.session.get(LOGIN_SESSION_KEY)
    if begun:
        readers.user_by_key(url_str_to_user_pk(begun["user_pk"]))


class WrongMethodMiddleware:
    """Answers a request by a method that the page does not take with a sentence (405). It has to stand inside the CSP
    middleware, since a page needs its nonce.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return interruptions.wrong_method(request, response) if response.status_code == 405 else response


class SignInRequiredMiddleware:
    """Every view needs a signed-in user unless it is marked `login_not_required`; staff also need a live session.

    A form posted when the person is not here any more never reaches its view (accounts/keeping/interruptions.py).
    On the platform's own host that user is an operator: for anybody else there is nothing. Views for operators ask for
    the second factor as those for staff do (accounts.sessions.operator_required).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.council is not None and request.council.is_closed:
            return response
        response = resubmission.fill_in(request, response)
        if request.council is not None and response.status_code == 404:
            response = interruptions.come_back_instead(request) or response
        response = refusal_in_json(request, response)
        if request.council is None:
            return response
        switching.tie_buttons(request, response)
        switching.tell_browser(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        _reach_half_signed_in(request)
        if request.council is None:
            return self._on_platform(request, view)
        if request.council.is_closed:
            return None
        if not request.council.is_open and not not_open.may_pass(request):
            return not_open.page(request)
        if kiosk.is_over(request):
            return interruptions.end_visit(request)
        if session_life.staff_session_over(request):
            return interruptions.end_staff_session(request)
        if session_life.has_to_end(request) and session_life.counts_as_use(request, view):
            session_life.renew(request)
        interrupted = interruptions.interruption(request, view)
        if interrupted is not None:
            return interrupted
        if getattr(view, "login_required", True) and not request.user.is_authenticated:
            return interruptions.sign_in_first(request, view)
        return switching.switched(request, view)

    def _on_platform(self, request, view):
        if session_life.staff_session_over(request):
            return interruptions.end_staff_session(request)
        if session_life.knows_somebody(request):
            session_life.renew(request)
        interrupted = interruptions.interruption(request, view)
        if interrupted is not None:
            return interrupted
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return interruptions.sign_in_first(request, view)
        if request.actor is None:
            raise Http404
        return None


# --- What stays open has no middleware: who acts is worked out anew each time, so nothing outlives its permission ---

SESSIONS = import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class NotHere(Exception):
    """No open council answers at this host, or the session of this member of staff is over."""


class Acting:
    """The actor of an ASGI scope, found by its session cookie: who it is at this moment, each time that it is entered,
    within the scope of the host's council. Raises NotHere.

    Looking this way does not count as using the session: it ends when nobody does anything else. Saving does (`uses`).
    A screen looks several
    times a second, so one statement asks whether every row from which the actor was worked out is the same row still,
    and only where one is not is the actor worked out anew. Of one scope, one look after the other.
    """

    def __init__(self, scope: dict[str, Any]) -> None:
        self._known: Callable[[bool], None] = scope.get("known", lambda signed_in: None)
        self._request = ASGIRequest({**scope, "type": "http", "method": "GET"}, BytesIO())
        self._actor: Actor | None = None
        # Which versions of its rows the actor was worked out from, at the latest: None when that is not known.
        self._versions: list[tuple] | None = None

    def say_known(self) -> None:
        """Tell the server, on its event loop, whether who is there has signed in: it raises for a visitor for whom
        there is no place (betteroff/serving/live.py).
        """
        if self._actor is not None:
            self._known(self._actor.user is not None)

    @contextlib.contextmanager
    def now(self, *, uses: bool = False) -> Iterator[Actor]:
        """The actor at this moment; `uses`: what they do is a use of their session, as a form that is posted."""
        request = self._request
        council = self._council() if self._actor is None else request.council
        request.council = council
        language = language_of(request)
        with council_scope(council.pk, first=self._asked_first()) as versions, translation.override(language):
            self._look_again(versions)
            if session_life.is_over(request):
                raise NotHere
            yield self._actor
            if uses and session_life.knows_somebody(request):
                session_life.renew(request)
                if request.session.modified:
                    request.session.save()
                    request.session.modified = False

    def _look_again(self, now: list[tuple]) -> None:
        known = self._actor
        if now and now == self._versions:
            return
        # If working it out raises, every later look works it out again.
        self._versions = None
        self._actor = self._work_out()
        # They were read before it was worked out: what changes meanwhile is another version next time.
        if known is not None and (known.user, known.resident) == (self._actor.user, self._actor.resident):
            self._versions = now

    def _asked_first(self) -> Statement | None:
        """What asks for the versions of the actor's rows, if there was one before."""
        if self._actor is None:
            return None
        return readers.versions_of(self._actor, self._request.session.session_key or "")

    def _work_out(self) -> Actor:
        request = self._request
        council = self._council()
        if self._actor is not None and council.pk != self._actor.council.pk:
            raise NotHere
        request.council, request.session = council, SESSIONS(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        request.user = get_user(request)
        return actor_of(request)

    def _council(self) -> Council:
        try:
            host = self._request.get_host().split(":")[0].lower()
        except DisallowedHost as problem:
            raise NotHere from problem
        council = readers.council_for_host(host)
        if council is None or council.is_closed:
            raise NotHere
        return council
