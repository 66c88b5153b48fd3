"""Caseload: with whom an organisation, or the council, works; what waits, who is their contact, and who covers."""
