"""Records that come from elsewhere: sealing what came, bringing it in, undoing it."""
