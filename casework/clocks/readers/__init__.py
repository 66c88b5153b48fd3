"""What the clocks of claims say."""
