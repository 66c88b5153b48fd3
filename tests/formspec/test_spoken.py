"""What is said of a question: the words of the page without their marks, each in its language."""

from formspec.presenters.spoken import Piece, name_of, pieces_of, spoken_in
from formspec.rules.form_spec import FormSpec

MARKED = "You find it **on**:\n\n- a payslip\n- the [HMRC app](https://example.org)\n\nIt stays\nthe same"


def test_marks_and_addresses_are_not_said():
    asked, told = pieces_of({"label": "Your number", "hint": "AB 12.", "guidance": MARKED}, "en-gb")
    assert asked == Piece("en", "Your number.\nAB 12.")
    assert told.words == "You find it on:\na payslip.\nthe HMRC app.\nIt stays the same."


def test_what_is_not_translated_is_said_in_english():
    question = {"label": "Eich rhif", "hint": "", "guidance": "Look.", "guidance_lang": "en"}
    assert [piece.language for piece in pieces_of(question, "cy")] == ["cy", "en"]
    assert [piece.language for piece in pieces_of(question | {"lang": "en"}, "cy")] == ["en", "en"]


def test_the_name_is_of_the_words_and_their_language():
    names = {name_of((Piece(*each),)) for each in (("en", "A."), ("cy", "A."), ("en", "B."), ("en", "A."))}
    assert len(names) == 3
    assert name_of((Piece("en", "A."), Piece("en", "B."))) not in names


def test_every_question_is_said_in_all_its_words():
    field = {"key": "c", "label": "Name", "type": "text"}
    group = {"key": "b", "label": "Children", "type": "repeating_group", "fields": [field]}
    alone = {"key": "a", "label": "You or your partner", "type": "text", "alone": {"label": "You"}}
    sections = [{"key": "s", "title": "S", "questions": [alone, group]}]
    spec = {"slug": "x", "title": "X", "kind": "claim", "sections": sections, "pages": [], "evidence": []}
    spec["translations"] = {"cy": {"Children": "Plant"}}
    said = {(piece.language, piece.words) for pieces in spoken_in(FormSpec(spec), ("en", "cy")) for piece in pieces}
    english = {("en", f"{words}.") for words in ("You or your partner", "You", "Children", "Name")}
    assert said == english | {("cy", "Plant.")}
    # Without translations a page is in English whatever its language.
    bare = FormSpec({**spec, "translations": {}})
    assert {pieces[0].language for pieces in spoken_in(bare, ("cy",))} == {"en"}
