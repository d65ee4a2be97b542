"""What one can do to a closed vault: create, unlock, inspect, verify, change its keys."""
