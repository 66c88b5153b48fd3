"""Forms, the benefits calculator and claims."""
