"""Pages of corrections: the claimant's, and what they share with the desk's."""
