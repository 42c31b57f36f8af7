"""Causal language models of Hugging Face that read with a memory, and where their weights come from."""
