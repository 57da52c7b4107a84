"""The synchronous client, made from `_sync`: see tools/make_sync_client.py."""
