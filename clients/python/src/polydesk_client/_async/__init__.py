"""The asynchronous client. `_sync` is made from it: see tools/make_sync_client.py."""
