"""The names in the link of a view, and how a name is told that was meant to be one of them.

Every other name means nothing here, because programs add their own to a link that is shared through them.
"""

import re

LINK_NAMES = ("model", "compare", "mean", "std", "seed", "width", "trunc", "show", "z", "pin")
SHORTEST = 4  # letters of a name that is recognised where it is mistyped; id is not a mistyped std
# Common names of other programs that look like a mistyped one.
FOREIGN = ("mode", "modal", "shop", "shot", "slow", "see", "seek", "seen", "send", "with")


def _slips(name: str) -> str:
    """A regular expression, for Python and JavaScript: the name with one letter wrong, missing, added or swapped.

    The first letter is right: few people mistype that one.
    """
    places = range(1, len(name))
    wrong = [f"{name[:i]}.?{name[i + 1 :]}" for i in places]
    added = [f"{name[:i]}.{name[i:]}" for i in (*places, len(name))]
    swapped = [f"{name[:i]}{name[i + 1]}{name[i]}{name[i + 2 :]}" for i in places[:-1]]
    return f"^(?!({'|'.join(FOREIGN)})$)({'|'.join(wrong + added + swapped)})$"


# To be matched without regard to case.
SLIPS = {name: _slips(name) if len(name) >= SHORTEST else f"^{name}$" for name in LINK_NAMES}


def meant(name: str) -> str | None:
    """The one of LINK_NAMES that a mistyped name is nearest to, or None for a name that other programs use."""
    return next((known for known, slips in SLIPS.items() if re.match(slips, name, re.IGNORECASE)), None)
