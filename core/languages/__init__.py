"""Words in other languages than the page around them."""
