"""Measurements beside a yardstick: `make bench` writes docs/performance.md."""
