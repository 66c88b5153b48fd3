"""Addresses found by their postcode, with a service that the council has an account with."""
