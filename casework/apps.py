"""The council's desk: explains its events in the trail."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The work list, a claim as staff see it, its status and notes."""

    name = "casework"
    verbose_name = "casework"

    def ready(self):
        from casework import receivers as desk  # noqa: F401  # registers: times for figures, and leavers' claims
        from casework.actions import rotating as of_staff  # noqa: F401  # registers: kept lists with key rotation
        from casework.changing import panels as changes  # noqa: F401  # registers: changes on a claim's page
        from casework.clocks import panels as clocks  # noqa: F401  # registers: holds on a claim's page
        from casework.clocks import receivers as due_days  # noqa: F401  # registers: signals of claims
        from casework.correcting import panels as corrections  # noqa: F401  # registers: on a claim's page
        from casework.deciding import panels  # noqa: F401  # registers: the checks and letters on a claim's pages
        from casework.filming import receivers as films  # noqa: F401  # registers: signals of decisions
        from casework.handover import panels as deliveries  # noqa: F401  # registers: deliveries on a claim's page
        from casework.handover import receivers  # noqa: F401  # registers: signals of claims and decisions
        from casework.handover.actions import rotating  # noqa: F401  # registers: its secrets with key rotation
        from casework.handover.presenters import trail  # noqa: F401  # registers: its words in the trail
        from casework.noting import panels as notes  # noqa: F401  # registers: notes on a claim's page and the work list
        from casework.posting import receivers as post  # noqa: F401  # registers: signals of decisions
        from casework.presenters import showing  # noqa: F401  # registers: its words in the trail
        from casework.reviewing import panels as reviews  # noqa: F401  # registers: reviews on a claim's page
        from casework.signing import panels as signatures  # noqa: F401  # registers: on a claim's page, and what is asked
        from casework.withdrawing import panels as withdrawals  # noqa: F401  # registers: on a claim's page
        from casework.wording import actions as words  # noqa: F401  # registers: ready words in the history
