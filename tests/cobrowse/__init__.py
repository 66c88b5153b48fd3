"""Tests of live help."""
