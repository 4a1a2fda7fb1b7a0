"""From a document to an annotated document: who and where and when, sentence by sentence, in one world.

Comes in: a Document. Is done: the outer shape is read (layout: dateline, credits, sources, kind), dates are found and
put on the calendar, words and sentences are cut, names become mentions, persons are told apart on a stage, and a
general parser reads the syntax of each sentence over stand-ins of the mentions. Goes out: an AnnotatedDocument
(shared/annotated.py). `from communique.annotate.reader import Annotator`; the syntax model is loaded at its first use.
"""
