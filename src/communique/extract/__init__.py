"""From an annotated document to records.

Comes in: an AnnotatedDocument. Is done: the frames of knowledge/wording and knowledge/milestones are looked for in the
syntax of each sentence, their arguments become persons and parties, the governing verbs say whether the thing was, will
be or was only wished, and what several clauses tell of one event is joined. Goes out: a Reading, every record of it
with the words that say it. `from communique.extract.reader import Extractor`.
"""
