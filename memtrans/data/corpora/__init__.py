"""Corpora of real long documents that arrive through package registries, one small module each."""
