"""The ledger: the only code that speaks SQL.

Comes in: readings (a document and its records as found), further sources of texts already held, failures.
Is done: they are stored a batch in one transaction, in order; the same text is one document with several sources.
Goes out: documents, records as found with their document, failures and the history, as typed values (views.py).

Rows as found are never rewritten. What is asked (asking.py) is plain SQL, and a ledger that is only asked is opened by
opening.py without SQLAlchemy, where it is a file; `from communique.ledger.store import Ledger`, for writing, loads it.
"""
