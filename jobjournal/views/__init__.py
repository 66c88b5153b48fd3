"""Pages of the job journal."""
