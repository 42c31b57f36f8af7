"""How often a 95% interval over documents holds what it should hold, on differences that were measured."""
