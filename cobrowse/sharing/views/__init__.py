"""The pages of a shared form."""
