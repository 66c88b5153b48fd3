"""What papers do when a claim is sent, or corrected."""

from django.dispatch import receiver

from claims.papers.actions.asking import ask_for_more_papers, ask_for_papers
from claims.signals import claim_corrected, claim_submitted


@receiver(claim_submitted)
def ask_for_what_answers_call_for(sender, claim, by, **kwargs):
    """From now on each paper is asked for until it comes."""
    ask_for_papers(claim=claim, by=by)


@receiver(claim_corrected)
def ask_for_what_new_answers_call_for(sender, claim, **kwargs):
    """What was asked for before stays."""
    ask_for_more_papers(claim=claim)
