"""Estimates around the calculator: rows, pages, API, hours curves, scenarios, council schemes, engine accounts."""
