"""How much of what a window misses does a memory give back?"""
