"""The archives of "anime" and "simpsons", from Kaggle, with the user's own credentials.

An archive is downloaded under a temporary name and moved to data/cache/kaggle/NAME.zip only after every byte was
checked. Credentials are sent only to Kaggle: no message, file or environment variable of ours contains them.
"""

import json
import os
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.storage import made_beside, remedy

# The address that a data set's page on Kaggle gives for curl. Kaggle's own client (kaggle 2.2.5) is not used:
# only private attributes can set a time limit, it silently repeats a failed download for a minute, and it cannot be
# imported without six, which it does not declare (findings/kaggle-needs-six.sh).
DOWNLOAD = "https://www.kaggle.com/api/v1/datasets/download"
TIMEOUT = 60  # seconds without a byte
BLOCK = 1 << 20  # bytes

TOKEN, USER, KEY = "KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY"
HOW_TO = (
    f"create an API token at https://www.kaggle.com/settings, then set {USER} and {KEY}, or put kaggle.json in "
    "~/.kaggle, or add both as Colab secrets; the avatars need no account"
)


@dataclass(frozen=True)
class KaggleSet:
    """slug: OWNER/NAME on Kaggle; folder: the folder inside the archive that holds every face once."""

    slug: str
    folder: str


SETS = {
    "anime": KaggleSet("splcher/animefacedataset", "images"),
    "simpsons": KaggleSet("kostastokis/simpsons-faces", "cropped"),
}


def kaggle_archive(name: str) -> Path:
    """The path of the zip archive of SETS[name], downloaded (with a progress bar) if it is not there yet.

    An archive that the user saved there, under our name or Kaggle's, is used unchanged. Raises LatentFacesError, one
    sentence without credentials, if there are none, if Kaggle refuses, or if the download is incomplete.
    """
    folder = paths.CACHE / "kaggle"
    slug = SETS[name].slug
    target = folder / f"{name}.zip"
    for path in (target, folder / f"{slug.split('/')[1]}.zip"):
        if path.exists():
            return path
    credentials = _from_environment() or _from_kaggle_folder() or _from_colab()
    if not credentials:
        raise LatentFacesError(f"The {name} faces come from Kaggle, which requires an account: {HOW_TO}.")
    try:
        with made_beside(target) as partial:
            _download(slug, credentials, partial)
            if not _is_whole(partial):
                raise LatentFacesError(f"The archive of {slug} arrived damaged and was deleted: try again.")
    except OSError as error:  # also of requests, where the message could contain a signed address
        raise LatentFacesError(_explain(error, slug)) from None
    return target


def _download(slug: str, credentials: dict[str, str], path: Path) -> None:
    import requests

    with requests.get(f"{DOWNLOAD}/{slug}", auth=_authorization(credentials), stream=True, timeout=TIMEOUT) as answer:
        answer.raise_for_status()
        size = int(answer.headers.get("Content-Length", 0)) or None
        bar = tqdm(desc=f"downloading {slug}", total=size, unit="B", unit_scale=True, file=sys.stdout)
        with open(path, "wb") as file, bar:
            for block in answer.iter_content(BLOCK):
                file.write(block)
                bar.update(len(block))


def _authorization(credentials: dict[str, str]) -> tuple[str, str] | Callable[[Any], Any]:
    """The `auth` for requests: a user and a key, or a function that adds a bearer token."""
    if TOKEN not in credentials:
        return credentials[USER], credentials[KEY]

    def bear(request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {credentials[TOKEN]}"
        return request

    return bear


def _is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as opened:
            return opened.testzip() is None
    except Exception:  # the type of the exception depends on the damage
        return False


def _explain(error: OSError, slug: str) -> str:
    import requests

    if isinstance(error, requests.HTTPError) and error.response is not None:
        status = error.response.status_code
        if status == 401:
            return f"Kaggle does not accept these credentials (401): {HOW_TO}."
        if status == 403:
            return (
                f"Kaggle does not let this account download {slug} (403): sign in, open "
                f"https://www.kaggle.com/datasets/{slug} and accept the terms there."
            )
        if status == 404:
            return f"Kaggle has no data set {slug} (404): use your own folder or zip instead."
        return f"Kaggle answered the download of {slug} with status {status}: try again later."
    if isinstance(error, requests.RequestException):
        return f"The connection to Kaggle broke before {slug} was complete: check the network and try again."
    reason = error.strerror or type(error).__name__
    return f"The archive of {slug} cannot be saved in {paths.CACHE / 'kaggle'} ({reason}): {remedy(error)}."


def _from_environment() -> dict[str, str] | None:
    for variables in ((TOKEN,), (USER, KEY)):
        if all(map(os.environ.get, variables)):
            return {variable: os.environ[variable] for variable in variables}
    return None


def _from_kaggle_folder() -> dict[str, str] | None:
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config")
    for place in (os.environ.get("KAGGLE_CONFIG_DIR") or "~/.kaggle", "~/.kaggle", settings / "kaggle"):
        folder = Path(place).expanduser()
        try:
            if (folder / "access_token").exists():
                return {TOKEN: (folder / "access_token").read_text(encoding="utf-8").strip()}
            if (folder / "kaggle.json").exists():
                stored = json.loads((folder / "kaggle.json").read_text(encoding="utf-8"))
                return {USER: str(stored["username"]), KEY: str(stored["key"])}
        except (OSError, ValueError, KeyError, TypeError):
            raise LatentFacesError(f"The credentials in {folder} are not in Kaggle's format: {HOW_TO}.") from None
    return None


def _from_colab() -> dict[str, str] | None:
    if "google.colab" not in sys.modules:
        return None
    from google.colab import userdata

    for variables in ((TOKEN,), (USER, KEY)):
        try:
            return {variable: userdata.get(variable) for variable in variables}
        except Exception:  # no such secret, or this notebook has no access to it
            continue
    return None
