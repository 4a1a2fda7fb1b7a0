"""From bytes to documents: files, folders, archives of lines and standard input, in any encoding.

`read` goes through paths in order and yields a Document for what could be read and an InputError for what could not.
"""

from communique.acquire.limits import Limits
from communique.acquire.reading import read, read_path

__all__ = ["Limits", "read", "read_path"]
