"""What people see, in a real browser. A package, so that the browser is closed before tests elsewhere begin."""
