"""Pure rules of deciding: when what can be decided, and what a letter is."""
