"""Letters of decisions by post: which have to be posted, printed together, ticked off."""
