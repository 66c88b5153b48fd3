"""A journal shared by PIN, shown on a paired device, kept and answered by a jobcentre."""
