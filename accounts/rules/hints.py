"""A contact as whoever owns it recognises it, and nobody else learns it."""

SHOWN_DIGITS = 3


def contact_hint(contact: str) -> str:
    """ "m…@example.org" for an e-mail address, "…371" for a phone."""
    name, at, domain = contact.rpartition("@")
    return f"{name[:1]}…@{domain}" if at else f"…{contact[-SHOWN_DIGITS:]}"
