"""Councils, people, permission and the audit trail: who, for whom, by which grant."""
