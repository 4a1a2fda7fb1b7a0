"""Expressions of dates: found in the text (recognise), then put on the calendar from the document's day (resolve)."""
