"""What is read to hand claims over."""
