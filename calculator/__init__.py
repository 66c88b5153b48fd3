"""What a household can get: a household in, an explained estimate out. No Django, no clock, no network."""
