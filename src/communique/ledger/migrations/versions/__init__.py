"""One module a step of the schema; a step is never changed once it was released."""
