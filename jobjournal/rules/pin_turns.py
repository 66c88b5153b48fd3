"""Who may try a PIN while a council is flooded with tries, so that strangers hold up nobody but whose code they know.

Up to a number of tries the council as a whole sets no limit. Above it each code has one try that opens nothing in an
hour, whoever types it. A flood then gets few guesses, and whoever has a code that nobody guesses at waits for none of
them. tests/jobjournal/test_pin_turns.py has the odds.
"""

# Tries in one council in ten minutes; more are a flood.
FREE = 100
# In a flood each code has one turn in so many seconds.
TURN_SECONDS = 3600


def is_flood(tries: int) -> bool:
    """Whether so many tries in ten minutes, this one with them, are a flood."""
    return tries > FREE


def has_turn(*, asked: int, opened: int) -> bool:
    """Whether a try in a flood is looked at: of those at this code in this hour, this one with them (`asked`), all
    others have opened the share.
    """
    return asked - opened <= 1
