"""One plan of actions that several organisations share, and handing a person over from one to another."""
