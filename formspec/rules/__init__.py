"""What a form spec means. Pure: no Django, no clock."""
