"""The archives of "anime" and "simpsons", through Kaggle's own client.

An archive arrives under a temporary name, every byte of it is checked, and only then is it moved to
data/cache/kaggle/NAME.zip. What goes wrong is told in our words alone: the client's could hold a key.
"""

import io
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.faces.kaggle_credentials import HOW_TO, credentials_in_environment
from latentfaces.storage import made_beside

TIMEOUT = 60  # seconds without a byte


@dataclass(frozen=True)
class KaggleSet:
    """slug: OWNER/NAME on Kaggle; folder: the one inside the archive that holds every face once."""

    slug: str
    folder: str


SETS = {
    "anime": KaggleSet("splcher/animefacedataset", "images"),
    "simpsons": KaggleSet("kostastokis/simpsons-faces", "cropped"),
}


def kaggle_archive(name):
    """The path of the zip archive of SETS[name], downloaded (with a progress bar) if it is not there yet.

    One that was put there by hand, under our name or Kaggle's, is used as it is. Raises LatentFacesError, one
    sentence, without credentials, when Kaggle refuses, and when the archive does not arrive whole.
    """
    folder = paths.CACHE / "kaggle"
    slug = SETS[name].slug
    target = folder / f"{name}.zip"
    for path in (target, folder / f"{slug.split('/')[1]}.zip"):
        if path.exists():
            return path
    with credentials_in_environment(name):
        try:
            with made_beside(target) as made:
                _download(slug, made.parent)
                (arrived,) = made.parent.glob("*.zip")
                if not _is_whole(arrived):
                    raise LatentFacesError(f"The archive of {slug} arrived damaged and was not kept: try again.")
                arrived.rename(made)
        except LatentFacesError:
            raise
        except (Exception, SystemExit) as error:
            raise LatentFacesError(_explain(error, slug)) from None
    return target


def _download(slug, folder):
    # The client's bar goes to stderr, which notebooks paint red; what else it prints is for its own users.
    with redirect_stderr(sys.stdout), redirect_stdout(io.StringIO()):
        # Not at the top, since the client looks for credentials as soon as it is imported.
        from kaggle.api.kaggle_api_extended import KaggleApi

        class StreamingApi(KaggleApi):
            """Writes the body as it comes, so that the bar is true, and gives up on a silent server."""

            def build_kaggle_client(self):
                client = super().build_kaggle_client()
                http = client.http_client()
                http._init_session()
                http._session.stream = True
                http._session.send = partial(http._session.send, timeout=TIMEOUT)
                return client

        api = StreamingApi()
        api.authenticate()
        api.dataset_download_files(slug, path=folder, force=True, quiet=False)


def _is_whole(path):
    try:
        with zipfile.ZipFile(path) as opened:
            return opened.testzip() is None
    except Exception:  # a damaged archive raises whatever its reader stumbles over
        return False


def _explain(error, slug):
    import requests

    if isinstance(error, requests.HTTPError) and error.response is not None:
        status = error.response.status_code
        if status == 401:
            return f"Kaggle does not accept these credentials (401): {HOW_TO}."
        if status == 403:
            return (
                f"Kaggle does not let this account download {slug} (403): sign in, open "
                f"https://www.kaggle.com/datasets/{slug} and agree to what it asks."
            )
        if status == 404:
            return f"Kaggle has no data set {slug} (404): give a folder or zip of your own instead."
        return f"Kaggle answered the download of {slug} with status {status}: try again later."
    if isinstance(error, requests.RequestException):
        return f"The connection to Kaggle broke before all of {slug} was here: check the network and try again."
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        return f"The archive of {slug} cannot be kept in {paths.CACHE / 'kaggle'} ({reason}): make room for it."
    if isinstance(error, SystemExit):  # how the client of 2026 says no
        return f"Kaggle does not accept these credentials: {HOW_TO}."
    return f"Kaggle's client failed on {slug} ({type(error).__name__}): try again, or update the package kaggle."
