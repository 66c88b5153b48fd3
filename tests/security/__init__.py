"""What attackers try and what must never leak."""
