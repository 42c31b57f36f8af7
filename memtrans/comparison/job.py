"""What the process of a cell is told, and what it needs to begin."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from typing import Any

from memtrans.comparison.plan import Cell
from memtrans.comparison.subject import OpenReader, Subject, digest_of_all
from memtrans.errors import MemtransError
from memtrans.plugins import registry
from memtrans.plugins.contents import contents_of


@dataclass(frozen=True)
class Job:
    """One cell and what reads it.

    open_reader: a function that can be imported by its name. subject: closed, that is with its documents already
    tokenized and without a model, which is loaded anew.
    """

    open_reader: OpenReader
    device: str
    threads: int | None
    cell: Cell
    subject: Subject

    def encoded(self) -> bytes:
        """For a process of the same user on this machine, and for nobody else: it is a pickle."""
        return pickle.dumps(self)

    @staticmethod
    def decoded(content: bytes) -> Job:
        job: Any = pickle.loads(content)
        assert isinstance(job, Job), "a process is given a job"
        return job

    def opened(self) -> Subject:
        """What measures, once it is known to be what the cell is of.

        Raises:
            MemtransError: the model or the plug-in is not as it was when the run began.
        """
        reader, subject = self.open_reader(self.cell.checkpoint, self.device), self.subject
        digest = digest_of_all(reader, subject.documents, subject.config, subject.segment, self.device)
        if digest != subject.surroundings:
            raise MemtransError(f"{self.cell.checkpoint} has changed since the run began; run the command again.")
        if self.cell.contents and contents_of(registry().find(self.cell.backend)).digest != self.cell.contents:
            raise MemtransError(f"The plug-in of {self.cell.backend} has changed since the run began; run it again.")
        return replace(subject, reader=reader)
