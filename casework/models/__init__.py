"""What the desk keeps about a sent claim."""

from casework.models.notes import Note
from casework.models.showing import Showing, ShowingReason

__all__ = ["Note", "Showing", "ShowingReason"]
