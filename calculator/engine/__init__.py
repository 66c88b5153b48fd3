"""The engines behind one interface: the embedded one, and those elsewhere."""
