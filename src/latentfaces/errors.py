"""The one exception that users see: a sentence that says what was wrong, where, and what to do."""


class LatentFacesError(Exception):
    """Bad input or a run that cannot go on.

    The message is a whole sentence. The command line prints it alone, and so does a notebook: IPython asks an
    exception for `_render_traceback_` before it draws a traceback of its own.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]
