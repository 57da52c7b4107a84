"""Going out by HTTP: to addresses that were judged before, within limits. Edges share it."""
