"""What is shown of a contact that may be somebody else's."""

from accounts.rules.hints import contact_hint


def test_the_owner_recognises_it_and_nobody_else_learns_it():
    assert contact_hint("maria@example.org") == "m…@example.org"
    assert contact_hint("+447700900371") == "…371"
