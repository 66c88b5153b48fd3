"""Words that advisors of a council use often in messages to claimants."""

from django.db import models

from accounts.models import CouncilOwned


class ReadyWords(CouncilOwned):
    """A paragraph or two in one language. What stands in [brackets] is to be filled in before it goes."""

    code = models.SlugField(max_length=40)
    language = models.CharField(max_length=10, default="en-gb")
    title = models.CharField(max_length=60)
    words = models.TextField(max_length=2000)

    personal_data = {}

    class Meta:
        ordering = ["language", "title"]
        constraints = [models.UniqueConstraint(fields=["council", "code", "language"], name="ready_words_once")]

    def __str__(self):
        return self.title
