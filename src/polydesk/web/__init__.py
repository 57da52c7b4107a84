"""Pages for people: what agents and customers work with in a browser."""
