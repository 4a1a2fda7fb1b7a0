"""From the ledger to text for people.

Comes in: views of the ledger (documents, records as found), or one reading. Is done: records that tell the same are
put on one line, every line is tied to the words it rests on. Goes out: briefs and readings as structures, text,
Markdown and JSON. Nothing here writes to the ledger, and nothing looks at the clock.
"""
