"""What staff do with a sent claim: look for it, open it, move it on, keep notes. All of it is in the audit trail."""
