"""The thread of a sent claim: what claimant and council write to each other. The council's desk is in casework."""
