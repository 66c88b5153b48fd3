"""Asking for a partner's signature, giving it, writing down what came in another way."""
