"""Rules of sent claims (pure)."""
