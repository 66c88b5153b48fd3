"""The desk's side of reviews: asking for one, giving more time, closing it for the claimant, cancelling it."""
