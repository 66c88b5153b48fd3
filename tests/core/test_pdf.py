"""PDFs: tagged, titled, in a language; nothing is fetched or embedded, whatever stands in the template."""

import io
import logging

import pypdf
import pytest
from django.conf import settings as real_settings

from core.pdf import render_pdf
from tests.core.canary import canary, hostile_html

PAGE = '<!DOCTYPE html><html lang="cy"><head><title>Teitl</title></head><body><h1>Tŷ Gŵyr</h1>{}</body></html>'


@pytest.fixture
def rendered(settings, tmp_path):
    """Renders HTML, as a template that escapes nothing, to a pypdf reader."""

    def render(html: str) -> pypdf.PdfReader:
        (tmp_path / "page.html").write_text("{% verbatim %}" + html + "{% endverbatim %}")
        settings.TEMPLATES = [{**real_settings.TEMPLATES[0], "DIRS": [tmp_path]}]
        return pypdf.PdfReader(io.BytesIO(render_pdf("page.html", {})))

    return render


def test_a_pdf_is_tagged_and_says_its_title_and_language(rendered):
    reader = rendered(PAGE.format("<p>Helo</p>"))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "cy"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Teitl"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_welsh_letters_can_be_read_back(rendered):
    assert "Tŷ Gŵyr" in rendered(PAGE.format("")).pages[0].extract_text()


# Egyptian hieroglyphs of the block that was added to Unicode in 2024, which no font of the tests' machines has.
NO_FONT = chr(0x13460) + chr(0x13461)
# The scripts in which people of this country write, beside Latin letters: names and words that they type are printed.
COMMUNITY = {
    "Arabic": "محمد الأحمد", "Urdu": "محمد علی، گھر ٹھیک ڈاک", "Pashto": "پښتو ډېر", "Sorani": "ڕۆژ ێ ڵ",
    "Bengali": "মোহাম্মদ ক্ষ", "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Gujarati": "ગુજરાતી", "Hindi, Nepali": "राम प्रसाद",
    "Tamil": "தமிழ்", "Sinhala": "සිංහල", "Telugu": "తెలుగు", "Malayalam": "മലയാളം", "Thai": "ภาษาไทย", "Burmese": "မြန်မာ",
    "Khmer": "ខ្មែរ", "Tigrinya, Amharic": "ትግርኛ አማርኛ", "Hebrew": "עברית", "Armenian": "Հայերեն", "Georgian": "ქართული",
    "Ukrainian": "Українська", "Greek": "Ελληνικά", "Vietnamese": "Nguyễn", "Yoruba": "Ọ̀ṣun", "Twi": "Ɔkɔmfo Ɛ",
    "Chinese": "张伟 说 陳大文 說 香港 嘅", "Japanese": "田中さくら カタカナ 髙橋", "Korean": "김민준 한국어 똠",
}  # fmt: skip
SAYS_SO = "{% endverbatim %}{% if lacks_letters %}<p>Boxes</p>{% endif %}{% verbatim %}"


@pytest.mark.parametrize(("name", "is_said"), [("Zoë Нина نينا", False), (f"Zoë {NO_FONT}", True)])
def test_a_pdf_says_where_letters_could_not_be_printed_and_no_log_says_which(rendered, name, is_said):
    words = rendered(PAGE.format(f"<p>{name}</p>{SAYS_SO}")).pages[0].extract_text()
    # The font that lacks letters is written with two bytes for each.
    assert ("Boxes" in words.replace("\0", "")) == is_said
    assert not logging.getLogger("weasyprint").isEnabledFor(logging.WARNING)


def test_the_scripts_of_the_people_here_are_printed(rendered):
    said = "".join(f"<p>{words}</p>" for words in COMMUNITY.values())
    assert "Boxes" not in rendered(PAGE.format(f"{said}{SAYS_SO}")).pages[0].extract_text().replace("\0", "")


def test_nothing_is_fetched_or_embedded(rendered):
    with canary() as (address, asked):
        reader = rendered(PAGE.format(hostile_html(address)))
    assert asked == []
    assert not reader.attachments
    everything = b"".join(
        stream.get_data() for stream in map(reader.get_object, range(1, len(reader.xref[0]) + 1))
        if isinstance(stream, pypdf.generic.StreamObject)
    )  # fmt: skip
    assert b"root:" not in everything


def test_the_canary_sings():
    """The counter itself works: otherwise the test above proves nothing."""
    import http.client

    with canary() as (address, asked):
        connection = http.client.HTTPConnection(address.removeprefix("http://"))
        connection.request("GET", "/here")
        connection.getresponse().read()
    assert asked == ["/here"]
