"""Whole numbers as machines and people send them."""


def whole_number(text: str, *, most: int) -> int | None:
    """The whole number from 0 to `most` that the text is, in plain digits; None for everything else.

    str.isdigit() calls "²" and "①" digits, which int() does not read; and it says yes to thousands of them.
    """
    if not (text.isascii() and text.isdigit()) or len(text.lstrip("0")) > len(str(most)) or len(text) > 100:
        return None
    number = int(text)
    return number if number <= most else None
