"""Files from people: known by content, remade, refused with a reason, scanned when a scanner is there."""

import io
import socket
import struct
import threading

import filetype
import pikepdf
import pillow_heif
import pytest
from PIL import Image

from core.uploading.cleaning import clean_upload, display_name
from core.uploading.files import FileRefused
from core.uploading.limits import MAX_BYTES
from core.uploading.pool import pool
from tests.core.bombs import png
from tests.platform_process import until

pillow_heif.register_heif_opener()
TRACE = b"<?php evil() ?>"


def picture(picture_format="JPEG", mode="RGB", size=(80, 60), colour="red", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, picture_format, **more)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_picture_becomes_a_jpeg(picture_format):
    clean = clean_upload(picture(picture_format), "my photo.anything")
    assert (clean.content_type, clean.name) == ("image/jpeg", "my photo.jpg")
    assert filetype.guess_mime(clean.content) == "image/jpeg"
    red, green, blue = opened(clean.content).getpixel((40, 30))
    assert red > 240
    assert green < 20
    assert blue < 20


def test_the_place_and_the_phone_are_gone_and_the_picture_stands_upright():
    data = with_place()
    assert opened(data).getexif()
    clean = opened(clean_upload(data, "x.jpg").content)
    assert not clean.getexif()
    assert b"A phone" not in clean_upload(data, "x.jpg").content
    assert clean.size == (60, 80)


@pytest.mark.parametrize("held", range(1, 9))
def test_however_the_camera_was_held_the_picture_stands_upright(held):
    """Red is where the top left of the scene is: the corner that EXIF names is turned there."""
    exif = Image.Exif()
    exif[0x0112] = held
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}[held]
    sent, out = Image.new("RGB", (80, 80), "blue"), io.BytesIO()
    sent.paste("red", (corner[0] * 40, corner[1] * 40, corner[0] * 40 + 40, corner[1] * 40 + 40))
    sent.save(out, "JPEG", exif=exif)
    upright = opened(clean_upload(out.getvalue(), "x.jpg").content)
    assert [upright.getpixel(place)[0] > 128 for place in ((20, 20), (60, 20), (20, 60), (60, 60))] == [True] + [
        False
    ] * 3


def test_sixteen_bits_of_grey_stay_grey():
    sent, out = Image.new("I;16", (20, 20), 128 * 256), io.BytesIO()
    sent.save(out, "PNG")
    assert 120 < opened(clean_upload(out.getvalue(), "x.png").content).getpixel((5, 5))[0] < 136


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK"])
def test_pictures_of_every_mode_are_taken(mode):
    sent, out = (
        Image.new("RGB", (6100, 300), "white").convert("RGBA" if "A" in mode else "RGB").convert(mode),
        io.BytesIO(),
    )
    sent.save(out, "JPEG" if mode == "CMYK" else "PNG")
    small = opened(clean_upload(out.getvalue(), "x").content)
    assert small.size == (3000, 148)
    assert min(small.getpixel((2999, 147))) > 250


def test_a_large_picture_stands_upright_too():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture("PNG", size=(6400, 640), exif=exif)
    assert opened(clean_upload(data, "x.png").content).size == (300, 3000)


def test_bytes_after_the_picture_are_gone():
    assert TRACE not in clean_upload(picture() + TRACE, "x.jpg").content


def test_what_is_transparent_becomes_white():
    data = picture("PNG", mode="RGBA", colour=(0, 0, 0, 0))
    assert min(opened(clean_upload(data, "x.png").content).getpixel((5, 5))) > 250


def test_a_large_picture_is_made_smaller():
    assert max(opened(clean_upload(picture(size=(4000, 200)), "x.jpg").content).size) == 3000


@pytest.mark.parametrize("size", [(7800, 7700), (12_000, 12_000), (50_000, 50_000)])
def test_a_decompression_bomb_is_refused_before_it_is_opened(size):
    with pytest.raises(FileRefused) as refused:
        clean_upload(png(*size), "x.png")
    assert (refused.value.code, refused.value.limit) == ("too_many_pixels", 60)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (b"<html><script>alert(1)</script></html>", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kind"),
        (b"MZ\x90\0" + b"\0" * 500, "kind"),
        (b"PK\x03\x04" + b"\0" * 500, "kind"),
        (b"GIF89a" + b"\0" * 500, "kind"),
        (b"\x89PNG\r\n\x1a\nxxxx", "unreadable"),
        (b"\xff\xd8\xff\xe0" + b"junk" * 50, "unreadable"),
        (b"%PDF-1.4 junk", "unreadable"),
    ],
)
def test_what_we_cannot_take_is_refused_with_its_reason(data, code):
    with pytest.raises(FileRefused) as refused:
        clean_upload(data, "photo.jpg")
    assert refused.value.code == code


def hostile_pdf(**save) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('evil')")
    pdf.Root.OpenAction = script
    pdf.Root.AA = pikepdf.Dictionary(WC=script)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA="evil form")
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["run", script])))
    pdf.attachments["evil.exe"] = b"evil bytes"
    pdf.docinfo["/Author"] = "evil author"
    page = pdf.pages[0]
    page.obj.AA = pikepdf.Dictionary(O=script)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="evil launch"),
    )  # fmt: skip
    stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 9, 9], A=script)
    page.obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link), pdf.make_indirect(stamp)]))
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def test_a_pdf_keeps_its_pages_and_nothing_that_acts():
    data = hostile_pdf(compress_streams=False)
    assert b"evil" in data
    clean = clean_upload(data, "letter.pdf")
    assert clean.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(clean.content)) as pdf:
        assert len(pdf.pages) == 1
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert [str(mark.Subtype) for mark in pdf.pages[0].Annots] == ["/Stamp"]
        assert "/A" not in pdf.pages[0].Annots[0]
        assert "/AA" not in pdf.pages[0]
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"evil" not in out.getvalue()


@pytest.mark.parametrize(("before", "taken"), [(0, True), (5, True), (1019, True), (1020, False)])
def test_bytes_before_the_header_of_a_pdf_are_left_out(before, taken):
    """Its header is within the first 1,024 bytes, or it is none: some scanners write lines of their own first."""
    data = (b"\r\nX-Scanner: 1" * 100)[:before] + hostile_pdf()
    if taken:
        clean = clean_upload(data, "scan.pdf")
        assert clean.content.startswith(b"%PDF-")
        assert b"X-Scanner" not in clean.content
    else:
        with pytest.raises(FileRefused) as refused:
            clean_upload(data, "scan.pdf")
        assert refused.value.code == "kind"


def test_a_pdf_with_a_password_is_refused():
    with pytest.raises(FileRefused) as refused:
        clean_upload(hostile_pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "x.pdf")
    assert refused.value.code == "password"


def test_a_book_is_refused():
    pdf = pikepdf.new()
    for _ in range(201):
        pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(FileRefused) as refused:
        clean_upload(out.getvalue(), "x.pdf")
    assert (refused.value.code, refused.value.limit) == ("too_many_pages", 200)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\me\\photo.PNG", "photo.jpg"),
        ("bill.pdf.exe", "bill.pdf.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("a\r\nSet-Cookie: x=1\x00\u202egpj.exe", "aSet-Cookie x=1gpj.jpg"),
        ("evil%22%0D%0Ab.jpg", "evil b.jpg"),
        ("a%22b%0ac%7f.png", "a b c.jpg"),
        ("50%25 off, 100%.jpg", "50%25 off, 100%.jpg"),
        ("x" * 300, "x" * 100 + ".jpg"),
        ("llun tŷ.heic", "llun tŷ.jpg"),
    ],
)
def test_a_name_is_only_for_showing(name, shown):
    assert display_name(name, "image/jpeg") == shown


class Scanner(threading.Thread):
    """A clamd that gives one answer; keeps what it was sent."""

    def __init__(self, path: str, answer: bytes):
        super().__init__(daemon=True)
        self.answer, self.received = answer, b""
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(path)
        self.listening.listen(1)
        self.start()

    def run(self):
        connection, _ = self.listening.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", stream.read(4))[0]:
                self.received += stream.read(size)
            connection.sendall(self.answer)
        self.listening.close()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"stream: OK\0", None),
        (b"stream: Eicar-Test-Signature FOUND\0", "virus"),
        (b"INSTREAM size limit exceeded. ERROR\0", "not_scanned"),
        (b"", "not_scanned"),
    ],
)
def test_the_scanner_decides(settings, tmp_path, answer, code):
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.sock")
    scanner = Scanner(settings.CLAMD_SOCKET, answer)
    data = picture(size=(500, 500))
    if code is None:
        clean = clean_upload(data, "x.jpg")
        assert (clean.content_type, clean.is_scanned) == ("image/jpeg", True)
    else:
        with pytest.raises(FileRefused) as refused:
            clean_upload(data, "x.jpg")
        assert refused.value.code == code
    scanner.join(5)
    assert scanner.received == data


def test_a_file_that_has_no_turn_is_not_scanned(settings, tmp_path):
    """Scanning takes a thread as well: a slow scanner must not hold them all."""
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    asked = []
    with pool._turn("somebody"):
        waits = threading.Thread(target=lambda: asked.append(code_of(picture(), "somebody")))
        waits.start()
        until(lambda: pool._here["somebody"] == 2, 5, "one in line")
        assert code_of(picture(), "somebody") == "busy"
        assert asked == []
    waits.join(10)
    assert asked == ["not_scanned"]


def code_of(data: bytes, asker: str) -> str:
    with pytest.raises(FileRefused) as refused:
        clean_upload(data, "x.jpg", asker=asker)
    return refused.value.code


def test_without_an_answer_from_the_scanner_no_file_is_taken(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    with pytest.raises(FileRefused) as refused:
        clean_upload(picture(), "x.jpg")
    assert refused.value.code == "not_scanned"
