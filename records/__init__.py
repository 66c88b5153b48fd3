"""How long records are kept: deleting old claims, holding what must stay, giving people what is kept of them."""
