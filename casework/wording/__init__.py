"""The council's own words: of its statuses, and those that advisors have ready for messages."""
