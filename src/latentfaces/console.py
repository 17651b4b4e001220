"""Standard output and error, for a process whose reader may go away and whose terminal may lack letters."""

import io
import sys
from typing import Any


class _Pipe(io.FileIO):
    """Like any file, but what cannot be written is dropped, so that the work goes on.

    error: the last failure, such as a full disk; None if only the reader went away (`| head` has ended).
    """

    error: OSError | None = None

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            pass
        except OSError as error:
            self.error = error
        return memoryview(data).nbytes


_pipes: dict[str, _Pipe] = {}


def reopen_output() -> None:
    """Makes stdout and stderr write on without a reader or space, and escape letters that their encoding lacks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        # Tests and notebooks have streams of another kind.
        if stream is getattr(sys, f"__{name}__") and isinstance(stream, io.TextIOWrapper):
            stream.flush()
            pipe = _pipes[name] = _Pipe(stream.fileno(), "w", closefd=False)
            reopened = io.TextIOWrapper(
                pipe if stream.write_through else io.BufferedWriter(pipe),
                stream.encoding,
                "backslashreplace",
                line_buffering=stream.line_buffering,
                write_through=stream.write_through,
            )
            setattr(sys, name, reopened)


def check_output() -> None:
    """Raises SystemExit(2), after a sentence on stderr, if something could not be written to stdout."""
    if sys.stdout:
        sys.stdout.flush()
    if "stdout" in _pipes and (error := _pipes["stdout"].error):
        reason = f"The standard output could not be written completely: {error.strerror}"
        print(f"latentfaces: {reason}; free some space there, or send it elsewhere.", file=sys.stderr)
        sys.exit(2)
