"""The eligibility check of a form: the few questions before it begins."""
