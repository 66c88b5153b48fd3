"""Drafts that go on to a later version of their form."""
