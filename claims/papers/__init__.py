"""Papers that a claim needs, sent by the claimant before and after sending it; the desk's side is casework's."""
