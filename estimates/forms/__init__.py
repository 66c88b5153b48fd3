"""Django forms of scenarios, schemes and engine accounts."""
