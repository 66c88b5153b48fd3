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


def council_css(colour: str) -> str:
    """The /council.css of a council of that colour (#rrggbb). Raises ValueError for anything else."""
    text = "#ffffff" if contrast(colour, "#ffffff") >= READABLE else "#1d2327"
    link = link_colour(colour)
    return f":root{{--council-colour:{colour};--council-colour-text:{text};--council-link:{link};}}\n"
