"""What the reports write down: that figures left the platform."""
