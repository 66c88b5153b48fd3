"""How long a session lives: renewed while it is used, over after a while of silence, sooner for staff.

It ends with the browser too, unless the person said that the device is their own. A request that only asks (a page that
polls, a script that asks how long there is) renews nothing: an open page that nobody looks at must not keep somebody
signed in.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.keeping import kiosk, resubmission, steps
from accounts.models import User
from accounts.sessions import OPENED_CLAIMS, VISITOR, has_second_factor

RENEWED, STAFF_STARTED, STAFF_SEEN = "renewed", "staff_started", "staff_seen"
# Written at most this often (seconds): a row of the table of sessions a request would be a lot of writing.
RENEW_EVERY, STAFF_SEEN_EVERY = 60 * 60, 60


def knows_somebody(request: HttpRequest) -> bool:
    """True when the session is somebody's: signed in, a visitor's, or opened by a link."""
    return request.user.is_authenticated or VISITOR in request.session or OPENED_CLAIMS in request.session


def has_to_end(request: HttpRequest) -> bool:
    """True where something is left to take away when the visit ends: somebody's session, or on a public computer what
    anybody typed.
    """
    return knows_somebody(request) or (kiosk.is_kiosk(request) and steps.holds_words(request))


def only_asks(view):
    """Mark a view whose requests do not count as using the session."""
    view.only_asks = True
    return view


def counts_as_use(request: HttpRequest, view) -> bool:
    """False for pages that poll, and for views that only ask."""
    return not getattr(view, "only_asks", False) and "X-Fragment" not in request.headers


@receiver(user_logged_in, dispatch_uid="session life")
def begin(request: HttpRequest, user: User, **kwargs) -> None:
    """A session begins to live when somebody signs in."""
    request.session[RENEWED] = time.time()
    # Answers typed on this device before the sign-in may be another person's.
    resubmission.forget_nobodys(request)
    steps.forget_steps(request, user)
    if kiosk.is_kiosk(request):
        kiosk.use(request)


def renew(request: HttpRequest) -> None:
    """This session is used: it lives as long again. Saving it moves its end, in the table and in the cookie."""
    session, now = request.session, time.time()
    if now - session.get(RENEWED, 0) > RENEW_EVERY:
        session[RENEWED] = now
    if kiosk.is_kiosk(request):
        kiosk.use(request)
    if has_second_factor(request):
        session.setdefault(STAFF_STARTED, now)
        if now - session.get(STAFF_SEEN, 0) > STAFF_SEEN_EVERY:
            session[STAFF_SEEN] = now


def seconds_left(request: HttpRequest) -> int | None:
    """How long this session lives if nobody uses it; None when it is nobody's. Not above 0 when it is over."""
    if not knows_somebody(request):
        idle = kiosk.seconds_left(request)
        return None if idle is None else int(idle)
    session, now = request.session, time.time()
    ends = session.get(RENEWED, now) + session.get_expiry_age()
    if has_second_factor(request):
        ends = min(
            ends,
            session.get(STAFF_SEEN, now) + settings.STAFF_IDLE_MINUTES * 60,
            session.get(STAFF_STARTED, now) + settings.STAFF_SESSION_HOURS * 3600,
        )
    idle = kiosk.seconds_left(request)
    return int(ends - now if idle is None else min(ends - now, idle))


def is_over(request: HttpRequest) -> bool:
    """Whether nobody may go on with this session."""
    return kiosk.is_over(request) or staff_session_over(request)


def staff_session_over(request: HttpRequest) -> bool:
    """Staff sessions end after 30 idle minutes or 12 hours; drafts stay."""
    return has_second_factor(request) and (seconds_left(request) or 0) < 0


def stay_on_this_device(request: HttpRequest) -> None:
    """The person said that the device is their own: closing the browser does not sign them out. Nobody owns a public
    computer.
    """
    if kiosk.is_kiosk(request):
        return
    request.session.set_expiry(settings.OWN_DEVICE_DAYS * 24 * 60 * 60)


def end_with_browser(request: HttpRequest) -> None:
    """Take that back: the session ends with the browser."""
    request.session.set_expiry(0)
