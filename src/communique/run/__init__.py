"""The command line: the only stage that knows all others.

Comes in: what the user typed. Is done: texts are brought in, read (pipeline), added to a ledger (adding), listed and
shown (listing); knowledge files are checked (check). Goes out: text or JSON on standard output, one line for each
fault on standard error, an exit status.
"""
