"""OTRS 7's REST API, for customers and their portal."""
