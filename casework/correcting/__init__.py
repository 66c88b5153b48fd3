"""The desk's side of corrections: asking the claimant, correcting for them, taking back what was asked."""
