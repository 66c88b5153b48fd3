"""Stories in a real browser against the running platform: web, workers, beat, PostgreSQL, Redis, the engine."""
