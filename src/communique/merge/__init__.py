"""Same or not: records of several texts that tell of one thing become one, and texts that carry one account.

Comes in: records as found, from the ledger. Is done: they are compared two by two, judged, and clustered; the rows as
found stay as they are. Goes out: judgements and clusters as rows of their own, and merged records made from clusters.
The outcome depends on which records there are, never on the order in which they came.
"""
