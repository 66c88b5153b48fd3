"""Reports for a council: today the money gained. Reads everything, writes nothing but the audit trail."""
