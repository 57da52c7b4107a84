"""GOTRS' `/api/v1`, and what integrations ask for beyond it."""
