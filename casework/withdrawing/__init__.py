"""The desk's side of withdrawing: writing down that a claimant asked for it, and having the claim go on."""
