"""`communique follow`: a list of feeds and pages, fetched politely, whose news go into the ledger.

sources.py keeps the list, runner.py makes one round over it, changes.py tells what was edited or removed.
"""
