"""What a form says of the signature of the partner."""
