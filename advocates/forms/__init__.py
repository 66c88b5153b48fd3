"""What people say of who may act for whom."""
