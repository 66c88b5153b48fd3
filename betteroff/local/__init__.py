"""Running the whole platform on one machine: embedded services, child processes, the supervisor."""
