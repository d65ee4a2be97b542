"""Process notes: another color, another key, and never a word of them anywhere else."""
