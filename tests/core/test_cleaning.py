"""Files from people: known by content, remade, refused with a reason, scanned when a scanner is there."""

import io
import socket
import struct
import threading
import zlib

import filetype
import pikepdf
import pytest
from PIL import Image

from core.uploading.cleaning import clean_upload, display_name
from core.uploading.limits import MAX_BYTES, FileRefused

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


def test_bytes_after_the_picture_are_gone():
    assert TRACE not in clean_upload(picture() + TRACE, "x.jpg").content


def test_what_is_transparent_becomes_white():
    data = picture("PNG", mode="RGBA", colour=(0, 0, 0, 0))
    assert min(opened(clean_upload(data, "x.png").content).getpixel((5, 5))) > 250


def test_a_large_picture_is_made_smaller():
    assert max(opened(clean_upload(picture(size=(4000, 200)), "x.jpg").content).size) == 3000


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that say they are an enormous picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(7500, 7500), (12_000, 12_000), (50_000, 50_000)])
def test_a_decompression_bomb_is_refused_before_it_is_opened(size):
    with pytest.raises(FileRefused) as refused:
        clean_upload(png_that_claims(*size), "x.png")
    assert refused.value.code == "too_many_pixels"


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
    assert refused.value.code == "too_many_pages"


@pytest.mark.parametrize("before", [b"\r\n", b"From: scanner@example.org\r\n\r\n", b" " * 1000])
def test_a_pdf_may_begin_a_little_later(before):
    assert clean_upload(before + hostile_pdf(), "x.pdf").content.startswith(b"%PDF-")


def test_a_pdf_does_not_begin_after_a_kilobyte():
    with pytest.raises(FileRefused) as refused:
        clean_upload(b" " * 1024 + hostile_pdf(), "x.pdf")
    assert refused.value.code == "kind"


def test_a_large_picture_stands_upright_too():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture("PNG", size=(6400, 640), exif=exif)
    assert opened(clean_upload(data, "x.png").content).size == (300, 3000)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\me\\photo.PNG", "photo.jpg"),
        ("bill.pdf.exe", "bill.pdf.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("a\r\nSet-Cookie: x=1\x00\u202egpj.exe", "aSet-Cookie x=1gpj.jpg"),
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
        assert clean_upload(data, "x.jpg").content_type == "image/jpeg"
    else:
        with pytest.raises(FileRefused) as refused:
            clean_upload(data, "x.jpg")
        assert refused.value.code == code
    scanner.join(5)
    assert scanner.received == data


def test_without_an_answer_from_the_scanner_no_file_is_taken(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    with pytest.raises(FileRefused) as refused:
        clean_upload(picture(), "x.jpg")
    assert refused.value.code == "not_scanned"
