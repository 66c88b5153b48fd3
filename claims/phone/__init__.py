"""“Use your phone's camera”: a phone beside the page of a paper or question sends photos for that one, by a link."""
