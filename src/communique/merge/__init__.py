"""Same or not: judgements on records of several documents, beside the records as found.

Comes in: views of the ledger. Goes out: which records tell of one event. Nothing is read here yet; until then the brief
puts records together that agree in parties, mode, day and place (publish/grouping.py).
"""
