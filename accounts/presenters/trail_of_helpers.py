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
}
