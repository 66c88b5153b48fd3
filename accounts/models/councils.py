"""Council, and the base of every table that belongs to one."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from calculator.household.areas import nation_of
from core.tenancy import require_council_id

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give the colour as # and six hexadecimal digits.")


def default_languages() -> list[str]:
    """English and Welsh: the languages of a new council's pages."""
    return ["en-gb", "cy"]


class Council(models.Model):
    """A tenant: its address, its looks, how to reach it, and what the calculator must know of its area."""

    host = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    name_cy = models.CharField(max_length=100, blank=True)
    reference_prefix = models.CharField(max_length=4, unique=True)
    colour = models.CharField(max_length=7, default="#1d4f91", validators=[hex_colour])
    colour_text = models.CharField(max_length=7, default="#ffffff", validators=[hex_colour])
    logo = models.BinaryField(blank=True, default=b"")
    logo_type = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    # For people who cannot hear or speak on the phone: a number that takes text, or Relay UK's with its prefix.
    text_phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    website = models.URLField(blank=True)
    # [{"days": "Monday to Friday", "hours": "9am to 5pm"}, ...] as people read it; "days_cy", "hours_cy" in Welsh.
    opening_hours = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=default_languages)
    # What the calculator needs of the area, in the engine's words.
    region = models.CharField(max_length=30, default="NORTH_WEST")
    local_authority = models.CharField(max_length=60, blank=True)
    broad_rental_market_area = models.CharField(max_length=60, blank=True)
    # The yearly council tax bill by band, in pounds: {"A": 1320.50, ...}; a band left out is not known.
    council_tax_by_band = models.JSONField(default=dict, blank=True)
    # How much of a war pension Housing Benefit and Council Tax Reduction leave out: all of it by a resolution of the
    # council (Social Security Administration Act 1992, section 134(8)), or 10 pounds a week; empty is not known.
    war_pensions_left_out = models.CharField(
        max_length=3, blank=True, choices=[("all", "all of them"), ("10", "£10 a week")]
    )
    # The postcode districts in its area, ["OL11", "OL16", ...]; empty says nothing of any postcode.
    postcode_districts = models.JSONField(default=list, blank=True)
    # How many days after the last change a form that was not sent stays, of people who can be written to.
    draft_days = models.PositiveSmallIntegerField(default=180)
    # Whether it said that it has no system of its own that claims go to, so that nobody asks for one.
    wants_no_handover = models.BooleanField(default=False)
    # Empty until its admin opens it: until then only its staff and people with a trial link see its pages.
    opened_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    # One more with each change of what is above, so that nothing kept of it outlives the change.
    revision = models.PositiveIntegerField(default=0, editable=False)
    # Whether its address service is in use (claims/finding keeps it), so that no page has to look.
    finds_addresses = models.BooleanField(default=False, editable=False)
    # A closed council answers every request with one page; its data stays until it is deleted or the council reopens.
    closed_at = models.DateTimeField(null=True, blank=True)
    # What that page tells people beside the council's contacts: where to go now.
    closed_message = models.TextField(blank=True)
    closed_message_cy = models.TextField(blank=True)

    # What the parts that all pages of a council have in common show of it (core/fragments.py).
    LOOKS = (
        "id", "host", "name", "name_cy", "logo_type", "phone", "text_phone", "email", "address", "website",
        "opening_hours", "languages", "revision",
    )  # fmt: skip

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def url_of(self, path: str) -> str:
        """The whole address of a page of this council ("/claims/"): for what leaves the site. Never made from what a
        request says of its host, which is whatever somebody liked to type.
        """
        scheme = "https" if settings.HTTPS else "http"
        port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
        return f"{scheme}://{self.host}{port}{path}"

    def name_in(self, language: str) -> str:
        """Its name in a language ("en-gb", "cy"), in English where it has no other."""
        return self.name_cy if language == "cy" and self.name_cy else self.name

    @property
    def hours_shown(self) -> list[dict[str, str]]:
        """The opening hours in the language of the page, a line in English where it has no Welsh."""
        welsh = get_language() == "cy"
        return [
            {name: (line.get(f"{name}_cy") if welsh else "") or line[name] for name in ("days", "hours")}
            for line in self.opening_hours
        ]

    @property
    def is_open(self) -> bool:
        """True once its admin has opened it to people."""
        return self.opened_at is not None

    @property
    def is_closed(self) -> bool:
        """True while nobody can use the council's pages."""
        return self.closed_at is not None

    @property
    def nation(self) -> str:
        """ENGLAND, WALES, SCOTLAND or NORTHERN_IRELAND."""
        return nation_of(self.region)

    @property
    def looks(self) -> str:
        """Changes whenever something changes that pages show: whoever keeps a part of a page keeps it under this."""
        return repr([getattr(self, name) for name in self.LOOKS])


class CouncilOwned(models.Model):
    """Base of every council-owned table. Its migration adds `core.operations.row_security.EnableRowSecurity`."""

    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        default=require_council_id,
        db_index=False,  # every index of ours starts with the council instead
        related_name="+",
        editable=False,
    )

    class Meta:
        abstract = True
