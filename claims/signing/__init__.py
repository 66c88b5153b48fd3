"""The partner's signature on a sent claim: asked for, given on their own device, never where that is not safe."""
