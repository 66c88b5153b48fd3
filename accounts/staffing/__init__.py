"""The people who work for a council and for its partners: who they are, how they come, and how they go."""
