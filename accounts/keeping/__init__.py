"""Keeps what people type: who a form was drawn for, session lifetime, the way back, and posts that came too late."""
