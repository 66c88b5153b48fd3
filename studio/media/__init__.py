"""Sound and films of questions: added, made by a speech program, removed, and the room that they take."""
