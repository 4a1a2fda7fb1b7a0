"""Event codes: PLOVER event type, mode, contexts and CAMEO code of a sentence, a statement or a meeting."""
