"""A council's colours as CSS custom properties, with text and link colours that can be read on them."""

import re

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5  # WCAG 2.2 AA contrast for text


def _channels(colour: str) -> list[int]:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(channels: list[int]) -> float:
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two #rrggbb colours, 1 to 21. Raises ValueError for anything else."""
    lighter, darker = sorted((_luminance(_channels(first)), _luminance(_channels(second))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def link_colour(colour: str, background: str = "#f4f0e9") -> str:
    """The colour itself, darkened until it can be read as text on the page's darker background."""
    channels = _channels(colour)
    while contrast("#{:02x}{:02x}{:02x}".format(*channels), background) < READABLE:
        channels = [int(channel * 0.9) for channel in channels]
    return "#{:02x}{:02x}{:02x}".format(*channels)


def text_on(colour: str) -> str:
    """White or nearly black, whichever can be read better on a colour."""
    return max(("#ffffff", "#1d2327"), key=lambda text: contrast(colour, text))


def readable_near(colour: str, text: str) -> str:
    """The colour, darker or lighter by the least that makes this text readable on it."""
    channels, away = _channels(colour), 0 if contrast(text, "#000000") >= contrast(text, "#ffffff") else 255
    for step in range(1, 101):
        near = "#{:02x}{:02x}{:02x}".format(*(round(c + (away - c) * step / 100) for c in channels))
        if contrast(near, text) >= READABLE:
            return near
    return f"#{away:02x}{away:02x}{away:02x}"


def council_css(colour: str, text: str = "", *, where: str = ":root") -> str:
    """The colours of a council (#rrggbb) as the custom properties of a part of the page. A text colour that cannot be
    read on the colour gives way to one that can. Raises ValueError for anything that is no colour.
    """
    text = text if text and contrast(colour, text) >= READABLE else text_on(colour)
    link = link_colour(colour)
    return f"{where}{{--council-colour:{colour};--council-colour-text:{text};--council-link:{link};}}\n"
