"""A package in, a document out: never sees a store, runs on any thread or in a child process."""
