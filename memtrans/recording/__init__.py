"""Recording traces: a model reads documents with exact search, and what goes through its memories is written down."""
