"""Pure: whether the resident is there while an adviser fills in with them."""
