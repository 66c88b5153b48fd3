"""Pure: opening hours, the order of the queue, honest waiting times."""
