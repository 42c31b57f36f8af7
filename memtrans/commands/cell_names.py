"""How the cells of a config are called on the command line."""

from __future__ import annotations

from collections.abc import Mapping

from memtrans.comparison.names import apart, distinct_options, shortest_tails
from memtrans.comparison.plan import Cell
from memtrans.comparison.readings import distinct_readings
from memtrans.comparison.results import SCHEMA
from memtrans.comparison.run import Comparison


def name_cells(comparison: Comparison) -> dict[str, str]:
    """By key, as in `model, memory 8,192, hnsw M=16`: with the options in which a backend's cells differ."""
    cells = {comparison.key(cell): cell for cell in comparison.cells()}
    options = distinct_options((key, cell.backend, cell.options) for key, cell in cells.items())
    return _named(cells, options)


def long_names(comparison: Comparison) -> dict[str, str]:
    """The same with all options."""
    cells = {comparison.key(cell): cell for cell in comparison.cells()}
    options = {key: "".join(f" {name}={value}" for name, value in cell.options.items()) for key, cell in cells.items()}
    return _named(cells, options)


def _named(cells: Mapping[str, Cell], options: Mapping[str, str]) -> dict[str, str]:
    models = _named_models(cells)
    return {key: f"{models[key]}, memory {cell.memory:,}, {cell.backend}{options[key]}" for key, cell in cells.items()}


def _named_models(cells: Mapping[str, Cell]) -> dict[str, str]:
    """By key of a cell, its model and, where it has several, the way in which it reads."""
    facts = [
        {"cell": key, "surroundings": cell.checkpoint, "memory": cell.memory, "schema": SCHEMA, **cell.reading.facts}
        for key, cell in cells.items()
    ]
    models, readings = shortest_tails(cell.checkpoint for cell in cells.values()), distinct_readings(facts)
    return {key: models[cell.checkpoint] + apart(readings[key]) for key, cell in cells.items()}
