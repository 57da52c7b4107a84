"""Whether the desk is well: for probes and Prometheus, which speak none of the dialects."""
