"""When a form opens and closes, how many are taken, and who may start it."""
