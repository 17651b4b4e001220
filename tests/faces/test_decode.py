"""Every kind of image file that people have, used, converted or left out, in a folder and in a zip alike."""

import io
import stat
import struct
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest
from PIL import ExifTags, Image

from latentfaces import paths
from latentfaces.errors import LatentFacesError
from latentfaces.faces import sources
from latentfaces.faces.decode import Unusable, read_image, to_square
from latentfaces.faces.load import load_faces
from latentfaces.faces.scan import ScanReport

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
    exif[ExifTags.Base.Orientation] = 6
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
    "phone.mpo": (animated("MPO", 30), "used"),
    "saved.jfif": (encode(picture(31), "JPEG"), "used"),
    "scan.tif": (encode(picture(32), "TIFF", compression="tiff_lzw"), "used"),
    "scan.TIFF": (encode(picture(33), "TIFF"), "used"),
    "new.avif": (encode(picture(34), "AVIF"), "used"),
    "old.bmp": (encode(picture(35), "BMP"), "used"),
    "scraped.jpg?w=640": (encode(picture(37), "JPEG"), "used"),
    "scraped": (encode(picture(38), "PNG"), "used"),
    "grey16.tif": (encode(Image.fromarray(np.full((S, S), 25700, np.uint16)), "TIFF"), "16-bit"),
    "black.png": (encode(picture(39, mode="L").convert("1"), "PNG"), "grey"),
    "pages.tif": (animated("TIFF", 40), "several pages"),
    "moving.avif": (animated("AVIF", 42), "animated"),
    "float.tif": (encode(Image.new("F", (S, S), 0.5), "TIFF"), "more than 16 bits"),
    "long.tif": (encode(Image.new("I", (S, S), 70_000), "TIFF"), "more than 16 bits"),
    "phone.heic": (b"\0\0\0\x18ftypheic" + bytes(50), "unsupported format"),
    "renamed.jpg": (b"\0\0\0\x18ftypheic" + bytes(51), "unsupported format"),
    "drawing.svg": (b"<svg/>", "unsupported format"),
    "camera.NEF": (encode(picture(43), "TIFF"), "unsupported format"),
    "nosuffix-jxl": (b"\xff\x0a" + bytes(40), "unsupported format"),
    "half.bmp": (encode(picture(45), "BMP")[:-400], "truncated"),
    "half.tif": (encode(picture(46), "TIFF")[:-400], "truncated"),
    "inner.tar.gz": (b"\x1f\x8b", "archive inside"),
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
LEFT_OUT = {
    *("duplicate", "animated", "tiny", "corrupt", "truncated", "archive inside"),
    *("several pages", "more than 16 bits", "unsupported format"),
}


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
    expected["grey"] += ["sixteen.png", "grey16.tif"]
    used = [name for name, (_, kind) in FILES.items() if kind not in (None, *LEFT_OUT)]
    report = faces.report
    assert report.left_out == {kind: sorted(names) for kind, names in expected.items() if kind in LEFT_OUT}
    assert report.converted == {kind: sorted(names) for kind, names in expected.items() if kind not in LEFT_OUT}
    assert report.not_images == 1 and report.hidden == 2
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


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_tiff_in_which_0_is_white_is_no_negative(dtype):
    data = encode(Image.fromarray(np.full((20, 20), 200 * (np.iinfo(dtype).max // 255), dtype)), "TIFF")
    entry = data.index(struct.pack("<HHI", ExifTags.Base.PhotometricInterpretation, 3, 1)) + 8
    for value, grey in ((1, 200), (0, 55)):
        negative = data[:entry] + struct.pack("<H", value) + data[entry + 2 :]
        assert read_image(negative)[0].getpixel((0, 0)) == (grey, grey, grey)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF", "AVIF"])
def test_every_format_is_turned_upright_once(format):
    pixels = np.zeros((20, 40, 3), np.uint8)
    pixels[:, 20:] = 250
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    image, _ = read_image(encode(Image.fromarray(pixels), format, exif=exif))
    assert image.size == (20, 40)
    np.testing.assert_allclose(np.asarray(image)[[2, -2], 10], [[0] * 3, [250] * 3], atol=6)


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
    opened = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile, "open", lambda self, info: unpacked.append(info.filename) or opened(self, info)
    )
    report = load_faces(path, S).report
    assert report.used == 1 and unpacked == ["good.png"]
    assert report.left_out["too large"] == ["bomb.png"]
    assert len(report.left_out["outside the archive"]) == 6
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "set.zip"]


def patch_directory(path, name, offset, value):
    """Changes a number of four bytes in the directory's entry of a member."""
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(name.encode()))
    data[entry + offset : entry + offset + 4] = value.to_bytes(4, "little")
    path.write_bytes(data)


def test_a_member_is_expanded_to_its_declared_size_and_no_further(tmp_path):
    path = tmp_path / "set.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("false.png", bytes(3 * 2**20))
        archive.writestr("good.png", encode(picture(0), "PNG"))
    patch_directory(path, "false.png", 24, 10_000)
    archive = sources.open_files(path)
    tracemalloc.start()
    try:
        with pytest.raises(Unusable, match="corrupt"):
            archive.read("false.png")
        assert tracemalloc.get_traced_memory()[1] < 2**18
    finally:
        tracemalloc.stop()
    report = load_faces(path, S).report
    assert report.used == 1 and report.left_out == {"corrupt": ["false.png"]}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_without_a_limit_are_refused(tmp_path, method):
    path = as_zip(tmp_path / "in", {"a.png": encode(picture(0), "PNG")})
    with zipfile.ZipFile(path, "a", method) as archive:
        archive.writestr("b.png", encode(picture(1), "PNG"))
    assert load_faces(path, S).report.left_out == {"unsupported compression": ["b.png"]}


def test_an_archive_as_a_whole_has_a_limit(tmp_path, monkeypatch):
    contents = {f"{i}.png": encode(picture(i), "PNG") for i in range(4)}
    path = as_zip(tmp_path / "in", contents)
    monkeypatch.setattr(sources, "MAX_TOTAL", len(contents["0.png"]) + len(contents["1.png"]))
    monkeypatch.setattr(sources, "MAX_TOTAL_RATIO", 0)
    report = load_faces(path, S).report
    assert report.used == 2
    assert report.left_out == {"beyond the limit of the archive": ["2.png", "3.png"]}
    monkeypatch.setattr(sources, "MAX_MEMBERS", 3)
    with pytest.raises(LatentFacesError, match="4 members, more than 3"):
        load_faces(path, S)


def renamed(path, names):
    """Writes other names, bytes of the same length, over names in a zip."""
    data = path.read_bytes()
    for name, raw in names.items():
        assert len(name) == len(raw)
        data = data.replace(name.encode(), raw)
    path.write_bytes(data)


def test_names_are_read_as_the_archive_declares_them(tmp_path):
    """The second byte of several common characters in Shift-JIS is a backslash."""
    path = as_zip(
        tmp_path / "in", {name: encode(picture(i), "PNG") for i, name in enumerate(("AA.png", "BB.png", "顔"))}
    )
    with zipfile.ZipFile(path, "a") as archive:
        unicode_path = b"\1" + zlib.crc32(b"CC.png").to_bytes(4, "little") + "表.png".encode()
        info = zipfile.ZipInfo("CC.png")
        info.extra = b"\x75\x70" + len(unicode_path).to_bytes(2, "little") + unicode_path
        archive.writestr(info, encode(picture(3), "PNG"))
        archive.writestr("DDDD.png", encode(picture(4), "PNG"))
    renamed(path, {"AA.png": "表.png".encode("shift-jis"), "BB.png": "ソ.png".encode("shift-jis")})
    renamed(path, {"DDDD.png": "é".encode() * 2 + b".png"})
    faces = load_faces(path, S)
    assert len(faces) == 5 and faces.report.hidden == 0 and faces.report.left_out == {}
    assert {"表.png", "顔", "éé.png"} < set(sources.open_files(path).names)


def test_repeated_names_are_counted(tmp_path):
    path = as_zip(tmp_path / "in", {"a.png": encode(picture(0), "PNG"), "b.png": encode(picture(1), "PNG")})
    renamed(path, {"b.png": b"a.png"})
    report = load_faces(path, S).report
    assert report.used == 1 and report.left_out == {"repeated name": ["a.png"]}


def test_a_report_prints_no_command_of_a_terminal():
    assert "a\\x1b[2J\\udce9.png" in str(ScanReport(0, {}, {"corrupt": ["a\x1b[2J\udce9.png"]}))


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
    assert load_faces(folder, S).report.left_out == {
        "unreadable": ["gone.png", "pipe.png"],
        "link to a folder": ["loop"],
    }


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
    with pytest.raises(LatentFacesError, match="neither a folder nor a valid zip: its end is missing"):
        load_faces(path, S)
    path.write_bytes(encode(picture(0), "PNG"))
    with pytest.raises(LatentFacesError, match="neither a folder nor a valid zip: it is an image"):
        load_faces(path, S)
    with pytest.raises(LatentFacesError, match="neither a folder nor a valid zip"):
        load_faces("/dev/null", S)


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
