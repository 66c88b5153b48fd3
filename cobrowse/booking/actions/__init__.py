"""Booking, moving and cancelling, and everything that follows from them."""
