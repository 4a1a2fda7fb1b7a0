"""What every stage shares: records, documents, EDTF dates, errors, settings, and the loader of knowledge files."""
