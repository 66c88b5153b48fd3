"""Letters in sign language: films of them that are asked for, and where each is watched."""
