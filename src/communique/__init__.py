"""communique: reads what states say about their dealings and keeps the sourced ledger of a relationship."""
