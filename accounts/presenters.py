"""The audit trail in plain words, for the person it is about, and why a message was not sent: the one place where codes
become sentences.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.door import TooManyMessages
from accounts.models import AuditEvent, Delegation, Resident
from accounts.models.alerts import AlertBase
from accounts.throttling import wait_words

REFUSALS = {
    "asker": gettext_lazy(
        "You have asked for many messages in a short time. Nothing is lost. Use the newest one, or wait %(wait)s and "
        "try again."
    ),
    "network": gettext_lazy(
        "Many messages were asked for on this network, so everybody there takes turns. Nothing is lost. Wait %(wait)s "
        "and try again. You do not have to wait on a device where you signed in before, or on another network, such as "
        "mobile data."
    ),
    "recipient": gettext_lazy(
        "We have sent several messages to this address or number. Use the newest one, or wait %(wait)s and try again."
    ),
    "texts": gettext_lazy(
        "We cannot send more text messages for now. Nothing is lost. Use an email address, try again in %(wait)s, or "
        "contact the council."
    ),
    "emails": gettext_lazy(
        "We cannot send more emails for now. Nothing is lost. Try again in %(wait)s, or contact the council."
    ),
}
# What happened, and what whoever reads it can do: a council's admin, and the platform's operator.
_WAITS = gettext_lazy(
    "After mistakes people now wait longer; nobody is locked out. You need do nothing at once. If it goes on for more "
    "than a day, tell the operator of the platform."
)
_LOOK = gettext_lazy(
    "After mistakes people now wait longer; nobody is locked out. If it goes on, find the network addresses in the "
    "access log of your proxy and refuse them there."
)
_STAFF_WAIT = gettext_lazy(
    "Staff who type a wrong code now wait longer. A code alone shows nobody anything. Ask your staff whether they "
    "typed so many: if nobody did, somebody else may be signed in as one of them."
)
_ASK = gettext_lazy(
    "The count begins again within a day. If people really asked for so many, ask the operator of the platform for "
    "more."
)
_RAISE = gettext_lazy(
    "The count begins again within a day. If people really asked for so many, raise TEXTS_A_DAY or EMAILS_A_DAY. If "
    "not, find who asks in the access log of your proxy."
)
ALERTS = {
    "guessing_council": (
        gettext_lazy(
            "Somebody may be guessing at many accounts: more than %(number)s wrong codes, passwords or second factors "
            "in ten minutes"
        ),
        _WAITS, _LOOK,
    ),
    "guessing_platform": (
        gettext_lazy(
            "Somebody may be guessing at accounts of many councils: more than %(number)s wrong codes, passwords or "
            "second factors in ten minutes"
        ),
        _WAITS, _LOOK,
    ),
    "guessing_operators": (
        gettext_lazy(
            "Somebody may be guessing how operators sign in: more than %(number)s wrong passwords or second factors "
            "in ten minutes"
        ),
        _WAITS, _LOOK,
    ),
    "shares": (
        gettext_lazy("Somebody may be trying PINs of many journals: more than %(number)s refused in ten minutes"),
        _WAITS, _LOOK,
    ),
    "phone_codes": (
        gettext_lazy(
            "Somebody on your staff may be guessing codes that people read out on the phone: more than %(number)s "
            "wrong in ten minutes"
        ),
        _STAFF_WAIT, _LOOK,
    ),
    "sms_nearly_spent": (
        gettext_lazy("Four fifths of today’s %(number)s text messages to numbers that people type are sent"),
        _ASK, _RAISE,
    ),
    "sms_spent": (
        gettext_lazy(
            "Today’s %(number)s text messages to numbers that people type are sent. Only devices where somebody signed "
            "in before get more"
        ),
        _ASK, _RAISE,
    ),
    "email_nearly_spent": (
        gettext_lazy("Four fifths of today’s %(number)s emails to addresses that people type are sent"), _ASK, _RAISE,
    ),
    "email_spent": (
        gettext_lazy(
            "Today’s %(number)s emails to addresses that people type are sent. Only devices where somebody signed in "
            "before get more"
        ),
        _ASK, _RAISE,
    ),
}  # fmt: skip
WORDS = {
    "accounts.accounts.joined": gettext_lazy("Joined two accounts into one"),
    "accounts.consent.given": gettext_lazy("Agreed to being told of something"),
    "accounts.consent.withdrawn": gettext_lazy("Took back an agreement"),
    "accounts.contact.changed": gettext_lazy("Changed an email address or phone number of the account"),
    "accounts.council.added": gettext_lazy("The council was set up"),
    "accounts.council.changed": gettext_lazy("The council's details were changed"),
    "accounts.council.closed": gettext_lazy("Closed the council’s pages"),
    "accounts.council.reopened": gettext_lazy("Opened the council’s pages again"),
    "accounts.password.removed": gettext_lazy("Removed the password of the account"),
    "accounts.password.set": gettext_lazy("Set a password for the account"),
    "accounts.preferences.set": gettext_lazy("Said how to be contacted"),
    "accounts.record.joined": gettext_lazy("Added what was begun without signing in, or another record, to this one"),
    "accounts.record.refused": gettext_lazy("Said that something begun without signing in is somebody else’s"),
    "accounts.record.taken_over_in_part": gettext_lazy("Moved a part of what was begun without signing in"),
    "accounts.resident.signed_in": gettext_lazy("Signed in"),
    "accounts.sessions.ended": gettext_lazy("Signed out on every device"),
    "accounts.staff.added": gettext_lazy("Gave somebody work at the council"),
    "accounts.staff.signed_in": gettext_lazy("Signed in as a member of staff"),
    "claims.draft.deleted": gettext_lazy("Deleted a form that was not sent"),
    "claims.drafts.deleted": gettext_lazy("Deleted forms that nobody had saved"),
    "claims.keys.rotated": gettext_lazy("Encrypted sensitive answers with a new key"),
    "claims.answers.copied": gettext_lazy("Filled in answers from an earlier form"),
    "claims.answers.saved_by_helper": gettext_lazy("Changed answers in a form"),
    "claims.claim.opened": gettext_lazy("Looked at a claim"),
    "claims.claim.started": gettext_lazy("Started a form"),
    "claims.claim.status_changed": gettext_lazy("Moved a claim to its next step"),
    "claims.claim.submitted": gettext_lazy("Sent a claim"),
    "claims.document.opened": gettext_lazy("Opened the PDF of a claim"),
    "claims.estimate_document.asked": gettext_lazy("Asked for the PDF of an estimate"),
    "claims.estimate_document.opened": gettext_lazy("Opened the PDF of an estimate"),
    "claims.draft.link_sent": gettext_lazy("Asked for a link to carry on with a form"),
    "claims.draft.link_used": gettext_lazy("Used a link to carry on with a form"),
    "claims.engine.chosen": gettext_lazy("Chose the calculator of the council"),
    "claims.engine.exchanges_deleted": gettext_lazy("Deleted old records of requests to the calculator"),
    "claims.engine.tried": gettext_lazy("Tried the connection to the calculator"),
    "claims.comparison.asked": gettext_lazy("Asked what changes of life would mean"),
    "claims.estimate.asked": gettext_lazy("Asked what help is possible"),
    "claims.estimate.rerun": gettext_lazy("Worked out again what help is possible"),
    "claims.estimates.deleted": gettext_lazy("Deleted old estimates of households without a name"),
    "claims.file.added": gettext_lazy("Added a file to a form"),
    "claims.file.opened": gettext_lazy("Opened a file of a claim"),
    "claims.file.removed": gettext_lazy("Removed a file from a form"),
    "claims.form.published": gettext_lazy("Published a form"),
    "claims.scenario.added": gettext_lazy("Added a change of life to compare"),
    "claims.scenario.removed": gettext_lazy("Removed a change of life from the comparison"),
    "claims.scenario.renamed": gettext_lazy("Renamed a change of life in the comparison"),
    "claims.scenario.shared": gettext_lazy("Shared a comparison with the council’s advisers"),
    "claims.scenario.unshared": gettext_lazy("Stopped sharing a comparison"),
    "claims.work.asked": gettext_lazy("Asked what work would change"),
    "claims.scheme.published": gettext_lazy("Published a Council Tax Reduction scheme"),
    "claims.scheme.saved": gettext_lazy("Changed a draft of a Council Tax Reduction scheme"),
    "claims.gain.downloaded": gettext_lazy("Downloaded figures of what claims bring people"),
    "claims.statuses.added": gettext_lazy("Set up the steps that a claim goes through"),
    "platform.work.retried": gettext_lazy("Tried failed work again"),
    "claims.note.added": gettext_lazy("Wrote a note on a claim"),
    "cobrowse.booking.cancelled": gettext_lazy("Cancelled a booking with an adviser"),
    "cobrowse.booking.made": gettext_lazy("Booked a time with an adviser"),
    "cobrowse.booking.moved": gettext_lazy("Moved a booking with an adviser"),
    "cobrowse.booking.opened": gettext_lazy("Looked at a booking with an adviser"),
    "cobrowse.booking.outcome": gettext_lazy("Wrote down what came of a booking with an adviser"),
    "cobrowse.booking_time.added": gettext_lazy("Added times that people can book"),
    "cobrowse.booking_time.changed": gettext_lazy("Changed times that people can book"),
    "cobrowse.booking_time.removed": gettext_lazy("Removed times that people can book"),
    "cobrowse.bookings.deleted": gettext_lazy("Deleted old bookings with advisers"),
    "cobrowse.closed_day.added": gettext_lazy("Added a day on which live help is closed"),
    "cobrowse.closed_day.removed": gettext_lazy("Removed a day on which live help is closed"),
    "cobrowse.code.agreed": gettext_lazy("Said yes to somebody on the phone who wanted to see a form"),
    "cobrowse.code.made": gettext_lazy("Asked for a code to read out on the phone"),
    "cobrowse.code.refused": gettext_lazy("Took back a code for the phone, or said no to who had typed it"),
    "cobrowse.code.typed": gettext_lazy("Typed a code that was read out on the phone, and asked to see a form"),
    "cobrowse.duty.changed": gettext_lazy("Came on duty for live help, or went"),
    "cobrowse.duty.lost": gettext_lazy("Ended the duty of an adviser whose desk was not heard of"),
    "cobrowse.form.edit_refused": gettext_lazy("Sent an answer of a form that they may not give, which was refused"),
    "cobrowse.form.shared": gettext_lazy("Let an adviser see a form in live help"),
    "cobrowse.form.undone": gettext_lazy("Took back what an adviser changed in a form"),
    "cobrowse.form.unshared": gettext_lazy("Ended that a form is shared in live help"),
    "cobrowse.form.view_only": gettext_lazy("Let an adviser only see a form from then on"),
    "cobrowse.help.accepted": gettext_lazy("Began to talk with you in live help"),
    "cobrowse.help.asked": gettext_lazy("Asked for live help"),
    "cobrowse.help.ended": gettext_lazy("Ended a conversation in live help"),
    "cobrowse.help.opened": gettext_lazy("Looked at a conversation in live help"),
    "cobrowse.help.passed_on": gettext_lazy("Passed a conversation in live help on to a colleague"),
    "cobrowse.help.passed_to_team": gettext_lazy("Passed a conversation in live help on to a team"),
    "cobrowse.help.put_back": gettext_lazy("Put a conversation in live help back into the queue"),
    "cobrowse.help.wrapped_up": gettext_lazy("Wrote down what came of a conversation in live help"),
    "cobrowse.leave.added": gettext_lazy("Added days on which an adviser is away"),
    "cobrowse.leave.removed": gettext_lazy("Removed days on which an adviser is away"),
    "cobrowse.opening_time.added": gettext_lazy("Added an opening time of live help"),
    "cobrowse.opening_time.changed": gettext_lazy("Changed an opening time of live help"),
    "cobrowse.opening_time.removed": gettext_lazy("Removed an opening time of live help"),
    "cobrowse.place.added": gettext_lazy("Added a place for appointments"),
    "cobrowse.place.changed": gettext_lazy("Changed a place for appointments"),
    "cobrowse.place.removed": gettext_lazy("Removed a place for appointments"),
    "cobrowse.reply.added": gettext_lazy("Added ready words for live help"),
    "cobrowse.reply.changed": gettext_lazy("Changed ready words for live help"),
    "cobrowse.reply.removed": gettext_lazy("Removed ready words for live help"),
    "cobrowse.requests.deleted": gettext_lazy("Deleted old conversations of live help"),
    "cobrowse.rules.changed": gettext_lazy("Changed the rules of live help"),
    "cobrowse.settings.set_up": gettext_lazy("Set up live help"),
    "cobrowse.topic.added": gettext_lazy("Added a topic of live help"),
    "cobrowse.topic.changed": gettext_lazy("Changed a topic of live help"),
    "cobrowse.topic.removed": gettext_lazy("Removed a topic of live help"),
    "jobjournal.activity.added": gettext_lazy("Added an activity to the job journal"),
    "jobjournal.activity.changed": gettext_lazy("Changed an activity of the job journal"),
    "jobjournal.appointment.added": gettext_lazy("Added an appointment to the job journal"),
    "jobjournal.appointment.changed": gettext_lazy("Changed an appointment in the job journal"),
    "jobjournal.appointment.removed": gettext_lazy("Removed an appointment from the job journal"),
    "jobjournal.document.asked": gettext_lazy("Asked for a PDF of the job journal"),
    "jobjournal.document.opened": gettext_lazy("Opened a PDF of the job journal"),
    "jobjournal.entry.changed": gettext_lazy("Changed an entry in the job journal"),
    "jobjournal.entry.recorded": gettext_lazy("Recorded something in the job journal"),
    "jobjournal.entry.removed": gettext_lazy("Removed an entry from the job journal"),
    "jobjournal.file.added": gettext_lazy("Added proof to the job journal"),
    "jobjournal.file.opened": gettext_lazy("Opened proof in the job journal"),
    "jobjournal.file.removed": gettext_lazy("Removed proof from the job journal"),
    "jobjournal.job.added": gettext_lazy("Added a job to the list of jobs"),
    "jobjournal.job.changed": gettext_lazy("Changed a job in the list of jobs"),
    "jobjournal.job.removed": gettext_lazy("Removed a job from the list of jobs"),
    "jobjournal.journal.opened": gettext_lazy("Looked at the job journal"),
    "jobjournal.journals.deleted": gettext_lazy("Deleted old parts of job journals"),
    "jobjournal.library.imported": gettext_lazy("Set up the activities of the job journal"),
    "jobjournal.plan.set": gettext_lazy("Wrote down the work-search plan"),
    "jobjournal.reminder.set": gettext_lazy("Chose when to be reminded of the job journal"),
    "jobjournal.reminders.sent": gettext_lazy("Sent reminders of the job journal"),
    "jobjournal.sentence.added": gettext_lazy("Added a sentence to the job journal"),
    "jobjournal.sentence.changed": gettext_lazy("Changed a sentence of the job journal"),
    "jobjournal.action.agreed": gettext_lazy("Wrote down an action you agreed on"),
    "jobjournal.screen.approved": gettext_lazy("Showed the journal on a computer"),
    "jobjournal.share.commented": gettext_lazy("Wrote a comment on a journal you shared"),
    "jobjournal.share.created": gettext_lazy("Shared a part of the journal"),
    "jobjournal.share.destroyed": gettext_lazy("Destroyed a share of the journal after too many wrong PINs"),
    "jobjournal.share.file_opened": gettext_lazy("Opened a file of a journal you shared"),
    "jobjournal.share.kept": gettext_lazy("Kept a journal you shared on their list"),
    "jobjournal.share.opened": gettext_lazy("Opened a journal you shared"),
    "jobjournal.share.pin_renewed": gettext_lazy("Made a new PIN for a share of the journal"),
    "jobjournal.share.revoked": gettext_lazy("Took back a share of the journal"),
    "jobjournal.share.sent": gettext_lazy("Sent somebody the address of a share of the journal"),
    "jobjournal.shares.deleted": gettext_lazy("Deleted old shares of journals"),
    "notifications.message.created": gettext_lazy("Wrote a message to you"),
}
BASIS = {
    Delegation.Basis.CONSENT: gettext_lazy("You asked for their help"),
    Delegation.Basis.APPOINTEE: gettext_lazy("They are your appointee"),
    Delegation.Basis.ATTORNEY: gettext_lazy("They hold a power of attorney or are your deputy"),
}
_LONG_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def sentence_of(event: AuditEvent, *, own_user_id: int | None) -> dict[str, str]:
    """What was done ("what"), to which thing ("subject"), by whom ("who") and by which permission ("why").

    `own_user_id` is the user who reads: their own acts read "You". A code without words gets a general sentence.
    """
    return {
        "what": str(WORDS.get(event.code, _("Did something with your information"))),
        # Drafts have only a long random id, which tells nobody anything.
        "subject": "" if _LONG_ID.search(event.subject) else event.subject,
        "who": _who(event, own_user_id),
        "why": _why(event, own_user_id),
    }


def _who(event: AuditEvent, own_user_id: int | None) -> str:
    if _is_own(event, own_user_id):
        return _("You")
    return event.actor_label


def _is_own(event: AuditEvent, own_user_id: int | None) -> bool:
    return event.actor_id is not None and event.actor_id == own_user_id


def _why(event: AuditEvent, own_user_id: int | None) -> str:
    if event.delegation is not None:
        return str(BASIS[event.delegation.basis])
    if _is_own(event, own_user_id):
        return _("It is your own record")
    if event.actor_id is None:
        return _("No account was needed")
    return _("Council staff who deal with claims may do this")


def alert_shown(alert: AlertBase, *, place: str = "", to_operator: bool = False) -> dict[str, Any]:
    """What an alert says on a page: "what", "place", when, how many "times", and "todo" for whoever reads it."""
    what, for_admins, for_operators = ALERTS[alert.code]
    return {
        "what": str(what) % {"number": f"{alert.number:,}"},
        "place": place,
        "began_at": alert.began_at,
        "last_at": alert.last_at,
        "times": alert.times,
        "todo": str(for_operators if to_operator else for_admins),
    }


def words_of_refusal(refusal: TooManyMessages) -> str:
    """Why a message that the person asked for is not sent, and what they can do."""
    return str(REFUSALS[refusal.because]) % {"wait": wait_words(refusal.seconds)}


def words_of_wait(seconds: int, *, known_device: bool, has_codes: bool) -> str:
    """Why a password or a second factor is not looked at now, for how long, and how to get on meanwhile. The same is
    said whether an account exists or not.
    """
    wait = {"wait": wait_words(seconds)}
    if known_device:
        return _("Too many wrong tries on this device. Wait %(wait)s, then try again.") % wait
    if not has_codes:
        # The platform's own host sends none.
        return (
            _(
                "Too many wrong tries on this network or at this account. Wait %(wait)s, then try again, or use "
                "another network."
            )
            % wait
        )
    return (
        _(
            "Too many wrong tries on this network or at this account. Wait %(wait)s, then try again. If you cannot "
            "wait, sign in with a code first: after that we know this device, and other people’s mistakes do not hold "
            "up your password here."
        )
        % wait
    )


def words_of_tried_code() -> str:
    """What is said of a code that was tried already, while too much was guessed: live or run out, it is all the same,
    for the first try of a new one waits for nothing (accounts/guessing.py).
    """
    return _(
        "This code was tried before, and there were too many wrong codes, so it does not work now. Ask for a new code: "
        "you can try that one at once."
    )


def preferences_known(resident: Resident, today: dt.date) -> dict[str, Any]:
    """What a person said of how to reach them, as PreferencesForm begins. A day to ask again that is over becomes a
    day a year from now: whoever looks and saves has been asked.
    """
    names = ("contact_by", "good_times", "access_needs", "interpreter_language", "professionals", "review_on")
    known = {name: getattr(resident, name) for name in names}
    if resident.review_is_due(today):
        known["review_on"] = today + dt.timedelta(days=365)
    return known | {"message_language": resident.language, "safe": "yes" if resident.safe_to_contact else "no"}
