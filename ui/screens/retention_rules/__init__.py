"""The rules of retention: those that apply, what to confirm of them, and the licensee's own."""
