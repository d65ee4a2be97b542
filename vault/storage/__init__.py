"""The vault folder and its databases: the only place with SQL."""
