"""The yardstick: a bare Django form view that saves one row."""
