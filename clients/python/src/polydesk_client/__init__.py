"""Clients for a Polydesk help desk.

The modules `otobo` and `znuny` call the Generic Interface, as the OTOBO and Znuny guides show.
"""
