"""From text to segments: corpora, documents, tokenizers, and the loader that feeds rows."""
