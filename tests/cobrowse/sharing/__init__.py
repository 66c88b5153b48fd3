"""Tests of shared forms."""
