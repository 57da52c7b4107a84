"""The floor: the least a server could do that reads or writes the same rows in Python.

Hand-written SQL through the bare database driver, called right inside a bare ASGI function: no checks, no rights beyond
the condition in the SQL, no threads. What the desk needs beyond this is the price of being a help desk.
"""
