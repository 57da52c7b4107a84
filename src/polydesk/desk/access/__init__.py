"""How programs come in: token pairs, API tokens, repeated requests."""
