"""The desk's side of a partner's signature: how it stands, and writing down what came in another way."""
