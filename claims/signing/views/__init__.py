"""Pages of a partner's signature: the claimant's, and the partner's own."""
