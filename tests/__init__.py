"""Tests: mirrors of the modules, the access matrix, and journeys in a browser."""
