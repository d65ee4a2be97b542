"""The locked vault: what opens it, and the way to another one."""
