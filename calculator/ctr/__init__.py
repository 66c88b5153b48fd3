"""Council Tax Reduction: a council's own working-age scheme, and the national one for pension age."""
