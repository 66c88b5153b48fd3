"""Calculators that live elsewhere and are asked over HTTP."""
