"""The names of the explorer's controls and what they do, for the notebook and, through page/build.py, for the page."""

from typing import NamedTuple

from latentfaces.latent import MEANS

_MEANS = f"ten means from {MEANS[0]:g} to {MEANS[-1]:g}".replace("-", "\N{MINUS SIGN}")


class Control(NamedTuple):
    """label: the name on the page; short: the name in a notebook, which has 90 pixels for it; about: what it does."""

    label: str
    short: str
    about: str


# By the field of a `View` that each one changes; "state" changes the model, to another state of the same run.
CONTROLS = {
    "mean": Control(
        "Mean of z",
        "mean of z",
        "z is the list of random numbers that a face is drawn from. This moves all of them up or down together; "
        "training drew z with mean 0.",
    ),
    "std": Control(
        "Spread of z (std)",
        "std of z",
        "The standard deviation of z: how much the faces differ. At 0 all faces are the same; training drew z with 1.",
    ),
    "truncation": Control(
        "Truncation",
        "truncate at ±",
        "Pulls every random number to within so many standard deviations of the mean: fewer odd faces, less variety.",
    ),
    "width": Control(
        "Grid width, in faces",
        "faces across",
        "The number of faces in a row of the grid, and of rows; more faces take longer to draw.",
    ),
    "seed": Control(
        "Seed",
        "seed",
        "Selects the random numbers: the same seed and sliders always give the same faces, on the page and in Python.",
    ),
    "model": Control("Model", "model", "The trained network that draws the faces."),
    "state": Control(
        "Watch it learn",
        "training",
        "The network at earlier moments of its training. z stays the same, so the same face grows up.",
    ),
    "compare": Control("Compare with", "compare with", "Another network, which draws the same z beside the first."),
    "show": Control("Show", "show", f"One face, a grid, or the first faces of the grid (one a row) at {_MEANS}."),
}
SHOW_LABELS = {"face": "one face", "grid": "grid of faces", "sweep": "faces at ten means"}
WALK = "walk between pins"
# The two tabs.
TABS = {"face": "Shape a face", "study": "Study the numbers"}
# Of the pinned faces, by tab.
PIN_HINTS = {
    "face": "click the face above to pin it, and again to unpin it; click here to go on from a face; with two you can "
    "cross them, beside the face above",
    "study": "click a face above to pin it, and again or here to unpin it",
}
# The same on the page, which has a button to pin the one face: without a pinned face, with one, and with more. Each
# fits beside the faces in a narrow window.
PAGE_PIN_HINTS = {
    "face": (
        "Press Pin to keep a face here. With two you can cross them.",
        "Click it to go on from it. With two you can cross them.",
        "Click one to go on from it, or see “Cross two faces”.",
    ),
    "study": (
        "Click a face, or press Enter on it, to pin it here. With two you can walk between them.",
        "Click it to unpin it. With two you can walk between them.",
        "To walk between them, choose the walk under Animation.",
    ),
}
# What shapes one face.
SHAPING = {
    "another": "Another face",
    "new_faces": "New faces",
    "no_traits": "This model has no sliders for traits. Go on from the small faces instead.",
    "like": "More like this",
    "like_hint": "Click a small face to go on from it.",
    "distance": "How different",
    "others": "Other ones like it",
    "variant": "A face like this one, {}: go on from it",
    "crossing": "Cross two faces",
    "cross_hint": "Pin two faces, and a slider here goes from the first to the second.",
    "cross": "First to second",
    "between": "From one face to the other",
}
# An animation: what moves, how fast, and the picture of it that is shown.
ANIMATING = {"move": "Move", "pace": "Pace", "frame": "Frame"}
# What the buttons do, and the list of animations.
ACTIONS = {
    "new": "Draw other faces, from another seed.",
    "undo": "Go back to before the last change.",
    "redo": "Bring back what was undone.",
    "reset": "Set all controls back to the start; the models and pinned faces stay.",
    "animate": "Choose what Play moves and what a saved film shows.",
    "pace": "How fast it moves, and so how long a saved film is.",
    "png": "Save what is on screen as a picture.",
    "gif": "Save the animation as a GIF, which every program plays.",
    "mp4": "Save the animation as an MP4, which is smaller.",
    "npz": "Save z of the faces on screen and of the pinned ones, for NumPy, for a notebook and for the page.",
}
