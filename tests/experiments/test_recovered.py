"""Traits of held-out avatars, found by a generator that can draw exactly these."""

import numpy as np
from tiny import generator_of

from latentfaces.backend import ops
from latentfaces.experiments.recovered import recovered_traits
from latentfaces.faces.face_set import Faces
from latentfaces.faces.load import load_faces


def test_a_generator_that_draws_the_faces_recovers_what_the_reader_reads():
    faces = load_faces("avatars", limit=2000)
    few = Faces(faces.images[:6], faces.traits[:6])
    patterns = np.float32(few.images.reshape(6, -1) / 127.5 - 1)
    G = generator_of(lambda z: ops.reshape(ops.matmul(ops.softmax(3 * z[:, :6]), patterns), (-1, 64, 64, 3)))
    table, _ = recovered_traits(G, few)
    assert list(table.index) == list(few.traits)
    assert (table["found face"] >= table["picture"] - 1 / 6).all()
    assert table["face of another"].mean() < table["found face"].mean() - 0.3
