"""The one exception that users see: its message says in a sentence what was wrong, where, and what to do."""


class LatentFacesError(Exception):
    """Bad input, or a run that cannot continue.

    The message is a complete sentence. The command line prints only this sentence, and so does a notebook: IPython
    calls `_render_traceback_` of an exception, if it has one, instead of showing a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]
