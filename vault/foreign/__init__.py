"""Files of others: looked at and read in a process of its own, which holds nothing else."""
