"""What a side said: acts of speech in clauses, who speaks and to whom, on whose word."""
