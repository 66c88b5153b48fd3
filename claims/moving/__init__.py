"""Drafts that go on to a later version of their form, because what changed in it must apply."""
