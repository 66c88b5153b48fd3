"""Handing claims over to the council's own systems: where they go, each delivery, and the API that fetches them."""
