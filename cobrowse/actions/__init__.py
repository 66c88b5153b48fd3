"""Asking for help, working the queue, talking, being on duty: one transaction each."""
