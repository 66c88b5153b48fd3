"""Live help measured: two people on one form through two web processes, beside what others would build it on."""
