"""Reviews of an award: the council asks whether what it holds is still right, and the claimant says so."""
