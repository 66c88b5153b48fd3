"""What papers do when a claim is sent."""

from django.dispatch import receiver

from claims.papers.actions.asking import ask_for_papers
from claims.signals import claim_submitted


@receiver(claim_submitted)
def ask_for_what_answers_call_for(sender, claim, by, **kwargs):
    """From now on each paper is asked for until it comes."""
    ask_for_papers(claim=claim, by=by)
