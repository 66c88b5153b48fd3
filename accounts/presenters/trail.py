"""The audit trail in plain words, for the person it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import VISITOR_LABEL
from accounts.models import AuditEvent, Delegation
from accounts.presenters.trail_of_desk import OF_DESK
from accounts.presenters.trail_of_forms import OF_FORMS
from accounts.presenters.trail_of_helpers import OF_HELPERS

WORDS = {
    **OF_DESK,
    **OF_FORMS,
    **OF_HELPERS,
    "accounts.accounts.joined": gettext_lazy("Joined two accounts into one"),
    "accounts.consent.given": gettext_lazy("Agreed to being told of something"),
    "accounts.consent.withdrawn": gettext_lazy("Took back an agreement"),
    "accounts.contact.changed": gettext_lazy("Changed an email address or phone number of the account"),
    "accounts.council.added": gettext_lazy("The council was set up"),
    "accounts.council.changed": gettext_lazy("The council's details were changed"),
    "accounts.council.closed": gettext_lazy("Closed the council’s pages"),
    "accounts.council.opened": gettext_lazy("Opened the council’s pages to people"),
    "accounts.council.reopened": gettext_lazy("Opened the council’s pages again"),
    "accounts.password.removed": gettext_lazy("Removed the password of the account"),
    "accounts.password.set": gettext_lazy("Set a password for the account"),
    "accounts.preferences.set": gettext_lazy("Said how to be contacted"),
    "accounts.record.joined": gettext_lazy("Added what was begun without signing in, or another record, to this one"),
    "accounts.record.refused": gettext_lazy("Said that something begun without signing in is somebody else’s"),
    "accounts.record.taken_over_in_part": gettext_lazy("Moved a part of what was begun without signing in"),
    "accounts.resident.signed_in": gettext_lazy("Signed in"),
    "accounts.second_factor.reset": gettext_lazy("Took a lost second factor from a member of staff"),
    "accounts.second_factor.reset_agreed": gettext_lazy("Agreed that a lost second factor is taken from somebody"),
    "accounts.second_factor.reset_asked": gettext_lazy("Asked that a lost second factor is taken from somebody"),
    "accounts.second_factor.reset_refused": gettext_lazy("Did not agree that a second factor is taken from somebody"),
    "accounts.sessions.ended": gettext_lazy("Signed out on every device"),
    "accounts.organisation.reminded": gettext_lazy("Reminded the council that the agreement with a partner ends"),
    "accounts.organisation.saved": gettext_lazy("Wrote down a partner of the council, or changed one"),
    "accounts.staff.added": gettext_lazy("Gave somebody work at the council"),
    "accounts.staff.changed": gettext_lazy("Changed what somebody works as"),
    "accounts.staff.invitation_taken_back": gettext_lazy("Took back that somebody was asked to work at the council"),
    "accounts.staff.invited": gettext_lazy("Asked somebody to work at the council"),
    "accounts.staff.joined": gettext_lazy("Came to work at the council"),
    "accounts.staff.removed": gettext_lazy("Took work at the council from somebody"),
    "accounts.staff.signed_in": gettext_lazy("Signed in as a member of staff"),
    "claims.draft.deleted": gettext_lazy("Deleted a form that was not sent"),
    "claims.draft.ended": gettext_lazy("Deleted a form that was not sent after a long time"),
    "claims.drafts.deleted": gettext_lazy("Deleted forms that nobody had saved"),
    "claims.keys.rotated": gettext_lazy("Encrypted sensitive answers with a new key"),
    "claims.answer.shown": gettext_lazy("Looked at a whole answer that our pages hide"),
    "claims.answer.verified": gettext_lazy("Found an answer of yours to be right"),
    "claims.answer.unverified": gettext_lazy("Took back that an answer of yours was found to be right"),
    "claims.answers.copied": gettext_lazy("Filled in answers from an earlier form"),
    "claims.answers.saved_by_helper": gettext_lazy("Changed answers in a form"),
    "claims.answers.confirmed": gettext_lazy("Confirmed answers that a helper typed"),
    "claims.answers.confirmed_by_code": gettext_lazy("Typed the code by which you confirmed answers"),
    "claims.check.saved": gettext_lazy("Checked a part of a claim"),
    "claims.deciding.changed": gettext_lazy("Changed how decisions are made"),
    "claims.decision.agreed": gettext_lazy("Agreed to a decision on a claim"),
    "claims.decision.reviewed": gettext_lazy("Checked the quality of a decision on a claim"),
    "claims.quality.rate_removed": gettext_lazy("Changed of how many decisions the quality is checked"),
    "claims.quality.rate_set": gettext_lazy("Changed of how many decisions the quality is checked"),
    "claims.decision.made": gettext_lazy("Decided on a claim"),
    "claims.decision.recalled": gettext_lazy("Took a decision back before its letter went"),
    "claims.decision.reopened": gettext_lazy("Opened a claim again after its decision"),
    "claims.decision.returned": gettext_lazy("Did not agree to a decision on a claim"),
    "claims.decision.sent": gettext_lazy("Sent the letter of a decision"),
    "claims.api.acknowledged": gettext_lazy("The council’s own system said that it has a claim"),
    "claims.api.file_read": gettext_lazy("Fetched a file of a claim for the council’s own system"),
    "claims.api.listed": gettext_lazy("Listed claims for the council’s own system"),
    "claims.api.read": gettext_lazy("Read a claim for the council’s own system"),
    "claims.api_key.made": gettext_lazy("Made a key for a system of the council"),
    "claims.api_key.revoked": gettext_lazy("Ended a key of a system of the council"),
    "claims.destination.added": gettext_lazy("Added a system of the council that claims go to"),
    "claims.destination.changed": gettext_lazy("Changed a system of the council that claims go to"),
    "claims.destination.none_wanted": gettext_lazy("Said whether claims need go to a system of the council"),
    "claims.destination.secret_renewed": gettext_lazy("Made a new secret for a system of the council"),
    "claims.handover.accepted": gettext_lazy("The council’s own system said that it has a claim"),
    "claims.handover.again": gettext_lazy("Had a claim sent again to the council’s own system"),
    "claims.handover.given": gettext_lazy("Gave a claim to the council’s own system"),
    "claims.targets.changed": gettext_lazy("Changed in how many days the council means to act"),
    "claims.claim.held": gettext_lazy("Put a claim on hold until a day"),
    "claims.claim.hold_dealt_with": gettext_lazy("Saw that a claim was not on hold any more"),
    "claims.claim.hold_ended": gettext_lazy("A claim was on hold until its day"),
    "claims.claim.hold_ended_early": gettext_lazy("Ended the hold of a claim before its day"),
    "claims.claim.opened": gettext_lazy("Looked at a claim"),
    "claims.claim.started": gettext_lazy("Started a form"),
    "claims.claim.status_changed": gettext_lazy("Moved a claim to its next step"),
    "claims.claim.passed_on": gettext_lazy("Passed a claim on to a colleague or a team"),
    "claims.work_list.exported": gettext_lazy("Took a list of claims away as a file"),
    "claims.person.opened": gettext_lazy("Looked at all claims of one person"),
    "casework.batch.confirmed": gettext_lazy("Had many claims changed at once"),
    "claims.claim.urgency_set": gettext_lazy("Said how urgent a claim is"),
    "claims.claim.put_back": gettext_lazy("Put a claim back for any advisor to work on"),
    "claims.claim.taken": gettext_lazy("Took a claim to work on"),
    "claims.claim.submitted": gettext_lazy("Sent a claim"),
    "claims.document.opened": gettext_lazy("Opened the PDF of a claim"),
    "claims.estimate_document.asked": gettext_lazy("Asked for the PDF of an estimate"),
    "claims.estimate_document.opened": gettext_lazy("Opened the PDF of an estimate"),
    "claims.draft.link_sent": gettext_lazy("Asked for a link to carry on with a form"),
    "claims.draft.link_used": gettext_lazy("Used a link to carry on with a form"),
    "claims.engine.chosen": gettext_lazy("Chose the calculator of the council"),
    "claims.engine.exchanges_deleted": gettext_lazy("Deleted old records of requests to the calculator"),
    "claims.finding.set": gettext_lazy("Set how addresses are found"),
    "claims.engine.tried": gettext_lazy("Tried the connection to the calculator"),
    "claims.comparison.asked": gettext_lazy("Asked what changes of life would mean"),
    "claims.estimate.change_asked": gettext_lazy("Asked what a change would mean"),
    "claims.estimate.asked": gettext_lazy("Asked what help is possible"),
    "claims.estimate.rerun": gettext_lazy("Worked out again what help is possible"),
    "claims.estimates.deleted": gettext_lazy("Deleted old estimates of households without a name"),
    "claims.file.added": gettext_lazy("Added a file to a form"),
    "claims.file.opened": gettext_lazy("Opened a file of a claim"),
    "claims.file.removed": gettext_lazy("Removed a file from a form"),
    "records.claim.deleted": gettext_lazy("Deleted a claim with everything that belonged to it"),
    "records.export.asked": gettext_lazy("Had everything that is kept of somebody gathered"),
    "records.export.downloaded": gettext_lazy("Downloaded everything that is kept of somebody"),
    "records.exports.deleted": gettext_lazy("Deleted archives that were made for people a week ago"),
    "records.erased": gettext_lazy("Erased what need not be kept of somebody who asked for it"),
    "records.files.deleted": gettext_lazy("Deleted the files of a claim"),
    "records.person.emptied": gettext_lazy("Emptied a record that nothing keeps any more"),
    "records.hold.lifted": gettext_lazy("Ended a hold: records may be deleted in their time again"),
    "records.hold.placed": gettext_lazy("Put a hold on records: they are not deleted for now"),
    "records.drafts.changed": gettext_lazy("Changed how long forms that were not sent are kept"),
    "records.rule.changed": gettext_lazy("Changed how long claims are kept"),
    "claims.form.published": gettext_lazy("Published a form"),
    "claims.draft.moved": gettext_lazy("Moved a form to the version that must apply now"),
    "claims.scenario.added": gettext_lazy("Added a change of life to compare"),
    "claims.scenario.removed": gettext_lazy("Removed a change of life from the comparison"),
    "claims.scenario.renamed": gettext_lazy("Renamed a change of life in the comparison"),
    "claims.scenario.shared": gettext_lazy("Shared a comparison with the council’s advisers"),
    "claims.scenario.unshared": gettext_lazy("Stopped sharing a comparison"),
    "claims.work.asked": gettext_lazy("Asked what work would change"),
    "claims.scheme.published": gettext_lazy("Published a Council Tax Reduction scheme"),
    "claims.scheme.saved": gettext_lazy("Changed a draft of a Council Tax Reduction scheme"),
    "claims.gain.downloaded": gettext_lazy("Downloaded figures of what claims bring people"),
    "claims.handover.older": gettext_lazy("Had older claims handed over to a system of the council"),
    "claims.work.downloaded": gettext_lazy("Downloaded figures of the council’s work"),
    "claims.statuses.added": gettext_lazy("Set up the steps that a claim goes through"),
    "claims.statuses.changed": gettext_lazy("Changed the words of a step that a claim goes through"),
    "claims.statuses.removed": gettext_lazy("Removed a step that a claim goes through"),
    "platform.work.retried": gettext_lazy("Tried failed work again"),
    "claims.message.taken_back": gettext_lazy("Took back a message about a claim before it went"),
    "claims.message.written": gettext_lazy("Wrote a message about a claim"),
    "claims.attention.dealt_with": gettext_lazy("Wrote down why what you sent about a claim needs no answer"),
    "casework.ready_words.set_up": gettext_lazy("Set up ready words for messages about claims"),
    "claims.claim.restored": gettext_lazy("Had a claim that was withdrawn go on"),
    "claims.claim.withdrawn": gettext_lazy("Withdrew a claim"),
    "claims.review.asked": gettext_lazy("Asked whether what we hold is still right"),
    "claims.review.moved": gettext_lazy("Gave another last day for a review"),
    "claims.review.unchanged": gettext_lazy("Said that nothing has changed"),
    "claims.review.changed": gettext_lazy("Answered a review with a change"),
    "claims.review.cancelled": gettext_lazy("Cancelled a review"),
    "claims.review.withdrawn": gettext_lazy("A review ended with its claim"),
    "claims.signature.asked": gettext_lazy("Sent the partner a link to sign a claim"),
    "claims.signature.link_shown": gettext_lazy("Showed a link for the partner to sign a claim"),
    "claims.signature.not_right": gettext_lazy("Said that something in a claim is not right"),
    "claims.signature.recorded": gettext_lazy("Wrote down how a partner signed a claim, or why not"),
    "claims.signature.signed": gettext_lazy("Signed a claim as the partner"),
    "claims.correction.asked": gettext_lazy("Asked to have answers of a claim corrected"),
    "claims.correction.cancelled": gettext_lazy("Took back that answers of a claim are to be corrected"),
    "claims.correction.sent": gettext_lazy("Corrected answers of a claim"),
    "casework.ready_words.added": gettext_lazy("Added ready words for messages about claims"),
    "casework.ready_words.changed": gettext_lazy("Changed ready words for messages about claims"),
    "casework.ready_words.removed": gettext_lazy("Removed ready words for messages about claims"),
    "claims.openings.read": gettext_lazy("Read who opened what"),
    "claims.scheme.effect_asked": gettext_lazy("Asked what a Council Tax Reduction scheme would do"),
    "claims.work_list.searched": gettext_lazy("Searched the work list"),
    "claims.paper.accepted": gettext_lazy("Accepted a paper of a claim"),
    "claims.paper.added": gettext_lazy("Added a file as a paper of a claim"),
    "claims.paper.asked": gettext_lazy("Asked for one more paper of a claim"),
    "claims.paper.not_right": gettext_lazy("Said that a paper of a claim is not right"),
    "claims.paper.removed": gettext_lazy("Took back a file of a paper"),
    "claims.phone.ended": gettext_lazy("Ended the link by which a phone added photos"),
    "claims.phone.linked": gettext_lazy("Showed a code for a phone that adds photos"),
    "claims.phone.opened": gettext_lazy("Opened the link by which a phone adds photos"),
    "claims.paper.waived": gettext_lazy("Said that a paper of a claim is not needed"),
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
    "cobrowse.duty.ended": gettext_lazy("Ended the duty of an adviser who helps nobody live any more"),
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
    "kiosk.link_made": gettext_lazy("Made a link that sets up public computers"),
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
    "notifications.message.lost": gettext_lazy("Heard that a message to you did not arrive"),
    "notifications.words.set": gettext_lazy("Set the council’s own words of a message or letter"),
    "notifications.words.dropped": gettext_lazy("Went back to the platform’s words of a message or letter"),
    "notifications.contact.bounced": gettext_lazy("Stopped writing to an address or number that does not exist"),
}
BASIS = {
    Delegation.Basis.CONSENT: gettext_lazy("You asked for their help"),
    Delegation.Basis.BY_CODE: gettext_lazy("You said yes to their help with a code"),
    Delegation.Basis.IN_PERSON: gettext_lazy("You said yes to their help in person"),
    Delegation.Basis.ATTORNEY: gettext_lazy("They hold a power of attorney"),
    Delegation.Basis.DEPUTY: gettext_lazy("They are your deputy"),
    Delegation.Basis.APPOINTEE: gettext_lazy("They are your appointee"),
    Delegation.Basis.CORPORATE: gettext_lazy("They are your appointee"),
}
# Why somebody other than the person could do it, by how its code begins.
REASONS = {
    "jobjournal.share.": gettext_lazy("You shared this part of your journal with a PIN"),
    "jobjournal.action.": gettext_lazy("You shared this part of your journal with a PIN"),
    "cobrowse.form.": gettext_lazy("You let them see the form while you talked"),
    "cobrowse.code.": gettext_lazy("You read a code to them on the phone"),
    # A partner's people do this too, who deal with no claims for the council.
    "advocates.": gettext_lazy("They help you, for whoever is named here"),
    "notifications.message.created": gettext_lazy("A message that goes with what they did"),
    "cobrowse.booking.": gettext_lazy("You booked a time with the council’s advisers"),
    "cobrowse.help.": gettext_lazy("You asked for live help"),
    "advocates.case.": gettext_lazy("They work with you"),
}
SUBJECTS = (
    (re.compile(r"journal entry (?P<number>\d+)"), gettext_lazy("entry %(number)s of the journal")),
    (re.compile(r"share of (?P<made>.+)"), gettext_lazy("what was shared on %(made)s")),
    (re.compile(r"claim (?P<reference>\S+)"), gettext_lazy("claim %(reference)s")),
)
# How acts end that only look.
LOOKS = (".opened", ".signed_in")
THE_PLATFORM = "The platform"
# By a code: what says more of some of its events than the words above ("what", "why"), by their numbers.
Explaining = Callable[[Sequence[AuditEvent]], dict[int, dict[str, str]]]
_EXPLAINED: dict[str, Explaining] = {}
_LONG_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def sentence_of(event: AuditEvent, *, own_user_id: int | None) -> dict[str, str]:
    """What was done ("what"), to which thing ("subject"), by whom ("who") and by which permission ("why").

    `own_user_id` is the user who reads: their own acts read "You". A code without words gets a general sentence.
    """
    return {
        "what": str(WORDS.get(event.code, _("Did something with your information"))),
        "subject": _subject(event.subject),
        "who": _who(event, own_user_id),
        "why": _why(event, own_user_id),
    }


def explain(code: str, how: Explaining) -> None:
    """Have an upper app say more of its own events than accounts can know: all of a page at once."""
    _EXPLAINED[code] = how


def _explanations(events: Sequence[AuditEvent]) -> dict[int, dict[str, str]]:
    said: dict[int, dict[str, str]] = {}
    for code, how in _EXPLAINED.items():
        if of_this_code := [event for event in events if event.code == code]:
            said |= how(of_this_code)
    return said


def trail_of(events: Iterable[AuditEvent], *, own_user_id: int | None) -> list[dict[str, Any]]:
    """What the page shows: each a sentence with "at", or what the person looked at themselves, one after another, as
    one item with its sentences in "folded".
    """
    events = list(events)
    more = _explanations(events)
    items: list[dict[str, Any]] = []
    for own_look, group in groupby(events, key=lambda event: _is_own_look(event, own_user_id)):
        sentences = [
            {"at": event.at, **sentence_of(event, own_user_id=own_user_id), **more.get(event.number, {})}
            for event in group
        ]
        items += [{"folded": sentences}] if own_look and len(sentences) > 1 else sentences
    return items


def _subject(subject: str) -> str:
    """Which thing it was, in a person's words."""
    # Drafts have only a long random id, which tells nobody anything.
    if _LONG_ID.search(subject):
        return ""
    for pattern, words in SUBJECTS:
        if match := pattern.fullmatch(subject):
            return str(words) % match.groupdict()
    return subject


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
        return _("You did this yourself")
    if event.actor_label.startswith(THE_PLATFORM):
        return _("The platform does this by itself")
    if event.actor_label == VISITOR_LABEL:
        return _("It was done here before anybody signed in, or with a link or code that you were sent")
    known = next((reason for start, reason in REASONS.items() if event.code.startswith(start)), None)
    if known is not None:
        return str(known)
    return _("They deal with claims for the council")


def _is_own_look(event: AuditEvent, own_user_id: int | None) -> bool:
    """Whether somebody looked at their own things: of interest to nobody until they ask for it."""
    return _is_own(event, own_user_id) and event.code.endswith(LOOKS)
