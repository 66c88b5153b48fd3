"""What a council offers to record: activities, and the sentences that each can be told with. Admins change them."""

from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned


class Activity(CouncilOwned):
    """A kind of thing people do to find work: "applied for a job". Words by language: label, help, strong, proof."""

    class CountsAs(models.TextChoices):
        WORK_SEARCH = "work_search", "Looking for work"
        PREPARATION = "work_preparation", "Getting ready for work"
        HOURS_OFF = "takes_hours_off", "Paid work: takes hours off"
        RECORD_ONLY = "record_only", "A record only"
        EXPLAIN = "explain", "Explains why something was not done"

    class Counts(models.TextChoices):
        YES = "yes", "Counts in full"
        AGREE_FIRST = "agree_first", "Counts when agreed first"
        UP_TO_HALF = "up_to_half", "Counts for up to half of the hours"

    key = models.SlugField(max_length=40)
    icon = models.SlugField(max_length=40, default="other")
    counts_as = models.CharField(max_length=16, choices=CountsAs, default=CountsAs.WORK_SEARCH)
    counts = models.CharField(max_length=11, choices=Counts, default=Counts.YES)
    # {"en": {"label", "help", "strong", "proof"}, "cy": …, "pl": …, "ur": …}; a text left out is said in English.
    words = models.JSONField()
    position = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    personal_data = {}

    class Meta:
        ordering = ["position", "key"]
        constraints = [models.UniqueConstraint(fields=["council", "key"], name="activity_key_once")]

    def __str__(self):
        return self.key


class SentenceTemplate(CouncilOwned):
    """One sentence with gaps (jobjournal/rules/sentences.py) and the questions that fill them.

    An add-on belongs to no activity: it can follow any sentence ("In all this took me 50 minutes."). The weekly one
    heads a week in an export.
    """

    class Use(models.TextChoices):
        ENTRY = "entry", "An entry"
        ADD_ON = "add_on", "Added to an entry"
        WEEKLY = "weekly", "Sums up a week"

    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="templates")
    key = models.SlugField(max_length=40)
    use = models.CharField(max_length=6, choices=Use, default=Use.ENTRY)
    text = models.TextField()
    # As they are asked: [{"name", "type", "sample", "prompts": {"en": …}, "choices": [{"value", "labels": {…}}]}].
    questions = models.JSONField(default=list)
    # What the sentence is called when an activity has several: {"en": "On a website", …}.
    labels = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    personal_data = {}

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint(fields=["council", "key"], name="sentence_key_once"),
            models.CheckConstraint(
                name="sentence_of_an_activity",
                condition=Q(use="entry", activity__isnull=False) | (~Q(use="entry") & Q(activity__isnull=True)),
            ),
        ]

    def __str__(self):
        return self.key
