"""Packages by name, and folders made of them that appear whole or not at all: what corpora and models share."""
