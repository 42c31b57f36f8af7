"""From a config to cells, the run, its record, and the table and figure made from it."""
