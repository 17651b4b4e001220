"""Where Kaggle's users keep their credentials: the environment, Kaggle's folder, Colab's secrets.

They are shown to Kaggle's client for the time of one download, and are never printed.
"""

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from latentfaces.errors import LatentFacesError

TOKEN, USER, KEY = "KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY"

HOW_TO = (
    f"make an API token on https://www.kaggle.com/settings, then set {USER} and {KEY}, or put kaggle.json in "
    "~/.kaggle, or add both as Colab secrets; the faces called avatars need no account"
)


@contextmanager
def credentials_in_environment(name):
    """Put the credentials where every version of Kaggle's client looks, and take them away afterwards.

    Raises LatentFacesError, saying how to get them, if there are none.
    """
    found = _from_environment() or _from_kaggle_folder() or _from_colab()
    if not found:
        raise LatentFacesError(f"The faces called {name} come from Kaggle, which wants an account: {HOW_TO}.")
    # Version 1 of the client insists on a user and a key even where it then sends the token alone.
    shown = {USER: "token", KEY: "token"} | found
    before = {variable: os.environ.get(variable) for variable in shown}
    os.environ.update(shown)
    try:
        yield
    finally:
        for variable, value in before.items():
            if value is None:
                del os.environ[variable]
            else:
                os.environ[variable] = value


def _from_environment():
    for variables in ((TOKEN,), (USER, KEY)):
        if all(map(os.environ.get, variables)):
            return {variable: os.environ[variable] for variable in variables}
    return None


def _from_kaggle_folder():
    # Read here, since the client fixes its folder when it is imported: a file added later would go unseen.
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config")
    for folder in (os.environ.get("KAGGLE_CONFIG_DIR") or "~/.kaggle", "~/.kaggle", settings / "kaggle"):
        folder = Path(folder).expanduser()
        try:
            if (folder / "access_token").exists():
                return {TOKEN: (folder / "access_token").read_text(encoding="utf-8").strip()}
            if (folder / "kaggle.json").exists():
                stored = json.loads((folder / "kaggle.json").read_text(encoding="utf-8"))
                return {USER: str(stored["username"]), KEY: str(stored["key"])}
        except (OSError, ValueError, KeyError, TypeError):
            raise LatentFacesError(f"What {folder} holds is not what Kaggle makes: {HOW_TO}.") from None
    return None


def _from_colab():
    if "google.colab" not in sys.modules:
        return None
    from google.colab import userdata

    for variables in ((TOKEN,), (USER, KEY)):
        try:
            return {variable: userdata.get(variable) for variable in variables}
        except Exception:  # no such secret, or this notebook may not read it
            continue
    return None
