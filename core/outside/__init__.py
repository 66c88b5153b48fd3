"""Pages and phone numbers of others that we send people to, each in addresses.yaml and nowhere else."""
