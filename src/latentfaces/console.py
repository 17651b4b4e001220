"""Standard output and error, for a process whose reader may go away and whose terminal may lack letters."""

import io
import sys
from typing import Any


class _Pipe(io.FileIO):
    """Like any file, but what nobody reads any more (`| head` has ended) is dropped, so that the work goes on."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes


def reopen_output() -> None:
    """Makes stdout and stderr write on without a reader, and escape letters that their encoding lacks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        # Tests and notebooks have streams of another kind.
        if stream is getattr(sys, f"__{name}__") and isinstance(stream, io.TextIOWrapper):
            stream.flush()
            pipe = _Pipe(stream.fileno(), "w", closefd=False)
            reopened = io.TextIOWrapper(
                pipe if stream.write_through else io.BufferedWriter(pipe),
                stream.encoding,
                "backslashreplace",
                line_buffering=stream.line_buffering,
                write_through=stream.write_through,
            )
            setattr(sys, name, reopened)
