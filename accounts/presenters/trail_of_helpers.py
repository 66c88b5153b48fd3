"""What people who act for somebody did, in the words of the audit trail (accounts/presenters/trail.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

OF_HELPERS = {
    "advocates.case.opened": gettext_lazy("Began to work with you"),
    "advocates.case.handed_over": gettext_lazy("Handed you over to somebody else"),
    "advocates.enquiry.agreed": gettext_lazy("Agreed to an answer for a councillor"),
    "advocates.enquiry.answered": gettext_lazy("Answered a councillor who asked about you"),
    "advocates.enquiry.recorded": gettext_lazy("Wrote down that a councillor asked about you"),
    "advocates.enquiry.refused": gettext_lazy("Said no to an answer for a councillor"),
    "advocates.figures.downloaded": gettext_lazy("Downloaded figures about partners"),
    "advocates.grant.began": gettext_lazy("Said yes to acting for you"),
    "advocates.grant.ended": gettext_lazy("Ended what somebody may do for you"),
    "advocates.grant.given_up": gettext_lazy("Stopped acting for you"),
    "advocates.handover.accepted": gettext_lazy("Said yes to helping you"),
    "advocates.handover.agreed": gettext_lazy("Agreed that somebody else helps"),
    "advocates.handover.came_back": gettext_lazy("Sent a hand-over back because nobody answered"),
    "advocates.handover.declined": gettext_lazy("Said no to helping you, with a reason"),
    "advocates.handover.outcome": gettext_lazy("Wrote down what came of a hand-over"),
    "advocates.handover.refused": gettext_lazy("Did not want somebody else to help"),
    "advocates.handover.reminded": gettext_lazy("Reminded somebody of a hand-over that waits"),
    "advocates.handover.sent": gettext_lazy("Asked somebody else to help you"),
    "advocates.handover.taken_back": gettext_lazy("Took back that somebody else was asked to help you"),
    "advocates.invitation.refused": gettext_lazy("Said no to acting for you"),
    "advocates.invitation.sent": gettext_lazy("Asked somebody to act for you"),
    "advocates.invitation.taken_back": gettext_lazy("Took back that somebody was asked to act for you"),
    "advocates.plan.added": gettext_lazy("Put something into your plan"),
    "advocates.plan.changed": gettext_lazy("Changed something in your plan"),
    "advocates.plan.opened": gettext_lazy("Looked at your plan"),
    "advocates.plan.share_ended": gettext_lazy("Stopped sharing the plan with an organisation"),
    "advocates.plan.shared": gettext_lazy("Shared the plan with an organisation"),
    "advocates.plan.went_on": gettext_lazy("Said how far something in your plan is"),
    "advocates.work.deleted": gettext_lazy("Deleted old plans, hand-overs and enquiries"),
}
