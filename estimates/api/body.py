"""Reads the JSON that strangers send: bounded, and only what can be stored and sent back."""

from __future__ import annotations

import json
from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

MOST_BYTES = 64 * 1024


class BodyTooLarge(APIException):
    """More than any household takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"The body is too large: at most {MOST_BYTES} bytes."


class BoundedJSONParser(BaseParser):
    """JSON in UTF-8 of at most MOST_BYTES, whatever the headers say. Raises ParseError and BodyTooLarge."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise BodyTooLarge
        try:
            document = json.loads(body.decode("utf-8"), parse_constant=_refuse)
            # Half a surrogate pair is JSON, but no text that we could store or repeat.
            text = json.dumps(document, ensure_ascii=False)
            text.encode("utf-8")
        except (ValueError, RecursionError) as error:
            raise ParseError("The body is not a JSON document in UTF-8.") from error
        if "\\u0000" in text:
            raise ParseError("The body contains a null character.")
        return document


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
