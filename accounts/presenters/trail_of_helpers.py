"""What people who act for somebody did, in the words of the audit trail (accounts/presenters/trail.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

OF_HELPERS = {
    "advocates.ask.refused": gettext_lazy("Said no to somebody who asked to act for you"),
    "advocates.ask.sent": gettext_lazy("Asked to act for somebody else"),
    "advocates.ask.taken_back": gettext_lazy("Took back that you asked to act for somebody else"),
    "advocates.case.opened": gettext_lazy("Began to work with you"),
    "advocates.consent.withdrawn": gettext_lazy("Wrote down that you withdrew your consent"),
    "advocates.duplicate.different": gettext_lazy("Said that another record is somebody else’s"),
    "advocates.duplicate.found": gettext_lazy("Made a record that may be of somebody who has one here"),
    "advocates.duplicate.same": gettext_lazy("Joined two records that are yours"),
    "advocates.absence.ended": gettext_lazy("Said that somebody is back"),
    "advocates.absence.set": gettext_lazy("Said that somebody is away"),
    "advocates.batch.confirmed": gettext_lazy("Did the same for many people"),
    "advocates.case.back": gettext_lazy("Gave you back to your usual contact"),
    "advocates.case.closed": gettext_lazy("Stopped working with you"),
    "advocates.case.covered": gettext_lazy("Passed you on while your contact is away"),
    "advocates.case.left": gettext_lazy("Passed you on because your contact left"),
    "advocates.case.note_changed": gettext_lazy("Changed a note about the work with you"),
    "advocates.case.note_done": gettext_lazy("Ticked off a note about the work with you"),
    "advocates.case.noted": gettext_lazy("Wrote a note about the work with you"),
    "advocates.case.passed_on": gettext_lazy("Said who your contact is"),
    "advocates.case.reopened": gettext_lazy("Began to work with you again"),
    "advocates.case.seen": gettext_lazy("Saw what is new in your claims"),
    "advocates.digest.set": gettext_lazy("Said whether they want a daily e-mail"),
    "advocates.grant.began": gettext_lazy("Said yes to acting for you"),
    "advocates.grant.ended": gettext_lazy("Ended what somebody may do for you"),
    "advocates.grant.ended_quietly": gettext_lazy("Ended what somebody may do for you, without telling them"),
    "advocates.grant.given_up": gettext_lazy("Stopped acting for you"),
    "advocates.grant.left_out": gettext_lazy("Chose which claims somebody who acts for you cannot see"),
    "advocates.grant.renewed": gettext_lazy("Let somebody act for you for longer"),
    "advocates.invitation.refused": gettext_lazy("Said no to acting for you"),
    "advocates.invitation.sent": gettext_lazy("Asked somebody to act for you"),
    "advocates.invitation.taken_back": gettext_lazy("Took back that somebody was asked to act for you"),
    "advocates.person.registered": gettext_lazy("Made this record for you, with your consent"),
    "advocates.person.took_over": gettext_lazy("Put the record into an account, with a code"),
    "advocates.take_over_code.made": gettext_lazy("Made a code by which you can take the record over"),
    "advocates.team.removed": gettext_lazy("Removed a team of a partner"),
    "advocates.team.saved": gettext_lazy("Said who is in a team of a partner"),
}
