"""Reads about bookings and the times that can be booked."""
