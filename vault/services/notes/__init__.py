"""Progress notes: reading them, and on that writing and signing them."""
