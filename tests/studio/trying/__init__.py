"""Tests of trying a form."""
