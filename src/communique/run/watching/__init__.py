"""`communique watch` and `communique digest`: questions that are asked again, and what is new for each."""
