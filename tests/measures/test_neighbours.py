"""The nearest real faces."""

from tiny import tiny_faces

from latentfaces.measures.neighbours import nearest_faces


def test_the_nearest_face_of_a_face_is_itself():
    faces = tiny_faces(100, size=32)
    distances, rows = nearest_faces(faces.images[[7, 3]], faces, k=2)
    assert rows[:, 0].tolist() == [7, 3]
    assert distances[:, 0].max() < 0.01 < distances[:, 1].min()
