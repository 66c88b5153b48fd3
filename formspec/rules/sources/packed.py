"""A form with its sound and films in one file: a zip of `form.yaml`, as it is exported alone, and `media/` by name."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.media import OWN_NAME
from formspec.rules.sources.yaml_text import MAX_BYTES

# A request of 25 MB is let through. What is packed unfolds to no more than this, whatever it says of itself.
MEGA = 1024 * 1024
MOST_PACKED = MOST_UNPACKED = 24 * MEGA
MOST_FILES = 60
FORM, MEDIA = "form.yaml", "media/"
_MEDIUM = re.compile(rf"{MEDIA}({OWN_NAME})")
# The end of a zip: its mark, and how long the list of its files is. A list of our files is shorter than this.
_END, _END_64 = struct.Struct("<4s4H2LH"), b"PK\x06\x07"
_MOST_OF_LIST = 64 * 1024
_ALWAYS = (1980, 1, 1, 0, 0, 0)
# What every program writes. Others ask for as much memory to unfold as the file says.
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class PackRefused(ValueError):
    """The file is no form with its media; `why` says how."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True)
class Packed:
    """What is in one: the text of the form, and by name its sound and films as they came, not looked at yet."""

    text: bytes
    media: dict[str, bytes] = field(default_factory=dict)


def is_packed(data: bytes) -> bool:
    """Whether it is a zip."""
    return data[:4] == b"PK\x03\x04"


def pack(text: str, media: Mapping[str, bytes]) -> bytes:
    """The file of a form: the same bytes for the same form."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(FORM, _ALWAYS), text.encode())
        for name in sorted(media):
            archive.writestr(zipfile.ZipInfo(f"{MEDIA}{name}", _ALWAYS), media[name])
    return packed.getvalue()


def unpack(data: bytes) -> Packed:
    """What is in such a file. Nothing is unfolded that is too large, or is called otherwise. Raises PackRefused."""
    if len(data) > MOST_PACKED:
        raise PackRefused(say("The file is larger than %(most)s MB.", most=MOST_PACKED // MEGA))
    _refuse_long_list(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except PackRefused:
        raise
    # An encrypted or unusual member raises RuntimeError or its NotImplementedError.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> PackRefused:
    return PackRefused(say("The file cannot be opened: it is damaged, or no zip file."))


def _refuse_long_list(data: bytes) -> None:
    """A list of files is read whole before the first of them: a long one is no form's."""
    if len(data) < _END.size:
        raise _damaged()
    mark, *_counts, size, _start, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\x05\x06" or comment or size > _MOST_OF_LIST or _END_64 in data[-_END.size - 20 :]:
        raise _damaged()


def _read(archive: zipfile.ZipFile) -> Packed:
    files = [each for each in archive.infolist() if each.filename != MEDIA]
    names = [each.filename for each in files]
    strange = next((name for name in names if name != FORM and _MEDIUM.fullmatch(name) is None), None)
    if strange is not None:
        raise PackRefused(say("The file holds something that is no part of a form: %(name)s", name=strange[:100]))
    if FORM not in names or len(set(names)) != len(names):
        raise PackRefused(say("The file does not hold one form."))
    if len(files) > MOST_FILES + 1:
        raise PackRefused(say("The file holds more than %(most)s recordings and films.", most=MOST_FILES))
    if any(each.compress_type not in _READ for each in files):
        raise _damaged()
    left, found = MOST_UNPACKED, {}
    for each in files:
        most = min(left, MAX_BYTES) if each.filename == FORM else left
        with archive.open(each) as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise PackRefused(say("What is in the file is too large to be a form."))
        left -= len(content)
        found[each.filename] = content
    text = found.pop(FORM)
    return Packed(text, {name.removeprefix(MEDIA): content for name, content in found.items()})


def files_named(source: Mapping[str, Any]) -> set[str]:
    """The council's own files that a source names."""
    return set(re.findall(OWN_NAME, json.dumps(source)))


def with_files(source: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The source with other names of its files."""
    return {key: _with_files(value, names) for key, value in source.items()}


def _with_files(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return re.sub(OWN_NAME, lambda found: names.get(found[0], found[0]), value)
    if isinstance(value, list):
        return [_with_files(each, names) for each in value]
    return with_files(value, names) if isinstance(value, dict) else value
