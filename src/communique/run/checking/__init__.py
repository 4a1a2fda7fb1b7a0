"""Holding the knowledge files to their form and to their own examples.

Comes in: the knowledge folders. Goes out: faults, each with file, line and a plain sentence. structure.py looks at the
form of each file, examples.py says which function reads the examples of which file and runs them.
"""
