"""Reports for a council: money gained, live help in figures. Reads everything, writes nothing but the audit trail."""
