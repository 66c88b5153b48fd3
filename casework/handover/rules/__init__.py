"""Pure rules of a webhook: its signature, what counts as accepted, how long to wait."""
