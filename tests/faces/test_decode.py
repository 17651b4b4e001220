"""Every kind of image file that people have, used, converted or left out, in a folder and in a zip alike."""

import io
import stat
import zipfile

import numpy as np
import pytest
from PIL import Image

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.faces import decode, sources
from latentfaces.faces.decode import Unusable, read_image, to_square
from latentfaces.faces.load import load_faces

S = 32


def picture(seed, side=40, mode="RGB"):
    """Smooth noise, so that JPEG keeps it recognisable."""
    pixels = np.random.default_rng(seed).integers(0, 256, (4, 4, 3), dtype=np.uint8)
    return Image.fromarray(pixels).resize((side, side), Image.Resampling.BICUBIC).convert(mode)


def encode(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def rotated_by_exif(image):
    exif = Image.Exif()
    exif[decode.ORIENTATION] = 6
    return encode(image, "PNG", exif=exif)


def transparent(seed):
    image = picture(seed, mode="RGBA")
    image.putalpha(0)
    return encode(image, "PNG")


def sixteen_bit(seed):
    return encode(Image.fromarray(np.asarray(picture(seed, mode="L")).astype(np.uint16) * 257), "PNG")


def animated(format, seed):
    return encode(picture(seed), format, save_all=True, append_images=[picture(seed + 1000)])


# name -> (bytes, what the report must say): the names are out of order on purpose.
FILES = {
    "b/plain.png": (encode(picture(1), "PNG"), "used"),
    "a/plain.jpg": (encode(picture(2), "JPEG"), "used"),
    "plain.WEBP": (encode(picture(3), "WEBP"), "used"),
    "still.gif": (encode(picture(4), "GIF"), "palette"),
    "named.png": (encode(picture(5), "JPEG"), "used"),
    "grey.jpg": (encode(picture(6, mode="L"), "JPEG"), "grey"),
    "sixteen.png": (sixteen_bit(7), "16-bit"),
    "cmyk.jpg": (encode(picture(8, mode="CMYK"), "JPEG"), "CMYK"),
    "alpha.png": (transparent(9), "alpha"),
    "palette.png": (encode(picture(10).quantize(16), "PNG"), "palette"),
    "turned.png": (rotated_by_exif(picture(11)), "EXIF-rotated"),
    "phone.jpg": (animated("MPO", 12), "used"),
    "zz-again.png": (encode(picture(1), "PNG"), "duplicate"),
    "moving.gif": (animated("GIF", 13), "animated"),
    "moving.webp": (animated("WEBP", 14), "animated"),
    "moving.png": (animated("PNG", 15), "animated"),
    "small.png": (encode(picture(16, side=15), "PNG"), "tiny"),
    "noise.png": (b"not a picture at all", "corrupt"),
    "flipped.png": (encode(picture(17), "PNG").replace(b"IDAT", b"IDAX"), "corrupt"),
    "empty.jpg": (b"", "truncated"),
    "half.png": (encode(picture(18), "PNG")[:-400], "truncated"),
    "half.jpg": (encode(picture(19), "JPEG")[:-400], "truncated"),
    "half.webp": (encode(picture(20), "WEBP")[:-30], "truncated"),
    "inner.zip": (b"PK", "archive inside"),
    "notes.txt": (b"hello", None),
    ".hidden.png": (encode(picture(21), "PNG"), None),
    "__MACOSX/plain.png": (b"", None),
}
LEFT_OUT = {"duplicate", "animated", "tiny", "corrupt", "truncated", "archive inside"}


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")


def as_folder(root, contents):
    for name, data in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def as_zip(root, contents):
    root.mkdir(exist_ok=True)
    with zipfile.ZipFile(root / "set.zip", "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return root / "set.zip"


@pytest.mark.parametrize("pack", [as_folder, as_zip])
def test_every_kind_is_counted_and_named(pack, tmp_path):
    faces = load_faces(pack(tmp_path / "in", {name: data for name, (data, _) in FILES.items()}), S)
    expected = {}
    for name, (_, kind) in FILES.items():
        if kind not in (None, "used"):
            expected.setdefault(kind, []).append(name)
    expected["grey"].append("sixteen.png")
    used = [name for name, (_, kind) in FILES.items() if kind not in (None, *LEFT_OUT)]
    report = faces.report
    assert report.left_out == {kind: sorted(names) for kind, names in expected.items() if kind in LEFT_OUT}
    assert report.converted == {kind: sorted(names) for kind, names in expected.items() if kind not in LEFT_OUT}
    assert report.not_images == 1
    assert report.used == len(faces) == len(used)
    assert "left out: tiny (small.png)" in str(report)
    # In the order of the names, whatever the order of the files.
    for name, face in zip(sorted(used), faces.images):
        np.testing.assert_array_equal(face, to_square(read_image(FILES[name][0])[0], S))


def test_a_folder_and_a_zip_of_it_are_the_same_faces(tmp_path):
    contents = {f"{i:02}.png": encode(picture(i), "PNG") for i in range(5)}
    folder, archive = as_folder(tmp_path / "f", contents), as_zip(tmp_path / "z", contents)
    assert load_faces(folder, S).fingerprint == load_faces(archive, S).fingerprint
    assert len(load_faces(folder, S, limit=3)) == 3


def test_conversions_keep_the_picture():
    def read(data):
        return np.asarray(read_image(data)[0])

    np.testing.assert_array_equal(read(transparent(1)), np.full((40, 40, 3), 255))
    np.testing.assert_array_equal(read(sixteen_bit(2))[..., 0], np.asarray(picture(2, mode="L")))
    turned = read(rotated_by_exif(picture(3)))
    np.testing.assert_array_equal(turned, np.rot90(np.asarray(picture(3)), k=-1))
    cmyk = read(encode(picture(4, mode="CMYK"), "JPEG", quality=95)).astype(int)
    assert np.abs(cmyk - np.asarray(picture(4))).mean() < 8


def test_damaged_exif_does_not_cost_the_picture():
    data = encode(picture(1), "PNG", exif=b"Exif\0\0nonsense")
    np.testing.assert_array_equal(np.asarray(read_image(data)[0]), np.asarray(picture(1)))


def test_half_transparent_pixels_are_laid_on_white():
    data = encode(Image.new("RGBA", (20, 20), (0, 0, 0, 128)), "PNG")
    np.testing.assert_allclose(np.asarray(read_image(data)[0]), 127, atol=1)


def test_the_longer_side_is_cut_at_both_ends():
    pixels = np.zeros((20, 60, 3), np.uint8)
    pixels[:, 20:40] = 200
    np.testing.assert_array_equal(to_square(Image.fromarray(pixels), 20), np.full((20, 20, 3), 200))


def test_pixel_bombs_are_refused_before_they_are_decoded(monkeypatch, tmp_path):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(Unusable, match="too large"):
        read_image(encode(Image.new("RGB", (50, 50)), "PNG"))
    # Between the limit and its double Pillow only warns: the scan makes that an error too.
    contents = {"ok.png": encode(picture(1, side=20), "PNG"), "big.png": encode(picture(2, side=40), "PNG")}
    report = load_faces(as_folder(tmp_path / "in", contents), S).report
    assert report.left_out == {"too large": ["big.png"]}


def test_members_that_are_bombs_or_leave_the_archive_are_refused(tmp_path, monkeypatch):
    good = encode(picture(0), "PNG")
    path = tmp_path / "set.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, name in enumerate(("../up.png", "/root.png", "C:/drive.png", "a/../../b.png", "..\\win.png")):
            archive.writestr(name, encode(picture(i + 1), "PNG"))
        link = zipfile.ZipInfo("link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb.png", bytes(3 * 2**20))
        archive.writestr("good.png", good)
    unpacked = []
    read = zipfile.ZipFile.read
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda self, info: unpacked.append(info.filename) or read(self, info))
    report = load_faces(path, S).report
    assert report.used == 1 and unpacked == ["good.png"]
    assert report.left_out["too large"] == ["bomb.png"]
    assert len(report.left_out["outside the archive"]) == 6
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "set.zip"]


def test_files_that_are_too_large_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 3000)
    big = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    contents = {"big.png": encode(Image.fromarray(big), "PNG"), "ok.jpg": encode(picture(1), "JPEG")}
    for pack in (as_folder, as_zip):
        assert load_faces(pack(tmp_path / pack.__name__, contents), S).report.left_out == {"too large": ["big.png"]}


def test_damaged_and_encrypted_members_are_left_out(tmp_path):
    path = as_zip(tmp_path / "in", {f"{i}.png": encode(picture(i), "PNG") for i in range(3)})
    data = bytearray(path.read_bytes())
    data[data.find(b"IDAT") + 20] ^= 255  # in 0.png: its checksum no longer fits
    entry = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)  # the directory's entry for 1.png
    data[entry + 8] |= 1
    path.write_bytes(data)
    assert load_faces(path, S).report.left_out == {"corrupt": ["0.png"], "encrypted": ["1.png"]}


def test_links_and_pipes_in_a_folder_do_no_harm(tmp_path):
    import os

    folder = as_folder(tmp_path / "in", {"ok.png": encode(picture(1), "PNG")})
    (folder / "loop").symlink_to(folder)
    (folder / "gone.png").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.png")
    assert load_faces(folder, S).report.left_out == {"unreadable": ["gone.png", "pipe.png"]}


def test_nothing_usable_says_what_was_found(tmp_path):
    folder = as_folder(tmp_path / "in", {"a.png": b"x", "b.txt": b"y", "c.jpg": b""})
    with pytest.raises(LatentFacesError, match="1 corrupt, 1 truncated, 1 not images"):
        load_faces(folder, S)
    (tmp_path / "empty").mkdir()
    with pytest.raises(LatentFacesError, match="no files"):
        load_faces(tmp_path / "empty", S)


def test_broken_archives_are_told_in_a_sentence(tmp_path):
    path = as_zip(tmp_path / "in", {"0.png": encode(picture(0), "PNG")})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(LatentFacesError, match="neither a folder nor a valid zip"):
        load_faces(path, S)


def test_every_cut_of_a_file_is_used_or_left_out(tmp_path):
    """No way of breaking a file may raise anything but Unusable."""
    rng = np.random.default_rng(0)
    for format in ("PNG", "JPEG", "WEBP", "GIF", "BMP"):
        whole = encode(picture(1), format)
        for _ in range(60):
            data = bytearray(whole[: rng.integers(1, len(whole))])
            data[rng.integers(len(data))] ^= int(rng.integers(1, 256))
            try:
                image, _ = read_image(bytes(data))
                assert image.mode == "RGB"
            except Unusable:
                pass
