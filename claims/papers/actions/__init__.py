"""What the claimant does with papers, and asking for them when a claim is sent."""
