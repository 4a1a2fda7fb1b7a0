"""The brief of a pair of parties, or of one party and its partners, and its forms.

Comes in: what is known of the parties (known.Known), merged. Is done: each section is a function from a Sight to lines
(relations, encounters, promises, subjects, ahead, accounts; pair and country put them together), and every line has
the numbers of the words that it rests on (citing). Goes out: a model.Brief, and that for the terminal, as Markdown,
as a page (HTML) and as a Word document.
"""
