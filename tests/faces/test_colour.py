"""Pictures with ICC profiles: what they mean in sRGB, and profiles that cannot be used."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from latentfaces import paths
from latentfaces.faces.colour import ADOBE_RGB, lab_to_srgb, matrix_profile
from latentfaces.faces.decode import Unusable, read_image
from latentfaces.faces.load import load_faces

S = 32
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
OWN_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def plain(colour, mode="RGB"):
    return Image.new(mode, (S, S), colour)


def encode(image, format="PNG", **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def grey_profile(gamma):
    """ICC.1:2001-04, 6.3.2: a monochrome profile, white point and curve."""
    rgb = matrix_profile(P3, gamma)
    return rgb[:16] + b"GRAY" + rgb[20:].replace(b"rTRC", b"kTRC")


def cmyk_profile():
    """ICC.1:2001-04, 6.5.9: a printer's profile whose table has only the 16 corners; cyan ink is Lab (55, -37, -50)."""
    cyan, white = np.array([-45, -37, -50]), np.array([100, 0, 0])
    corners = np.array([(white + c * cyan) * (1 - k) for c in (0, 1) for _ in range(4) for k in (0, 1)])
    table = (corners * [2.55, 1, 1] + [0, 128, 128]).round().astype(np.uint8).tobytes()
    ramp = bytes(range(256))
    identity = struct.pack(">9i", *(2**16 * (i % 4 == 0) for i in range(9)))
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + identity + 4 * ramp + table + 3 * ramp
    head = matrix_profile(P3, 1.0)
    white_point = head[head.index(b"XYZ \0\0\0\0") :][:20]
    start = 128 + 4 + 2 * 12
    tags = struct.pack(">I4sII4sII", 2, b"wtpt", start, 20, b"A2B0", start + 20, len(lut))
    size = struct.pack(">I", start + 20 + len(lut))
    return size + head[4:12] + b"prtrCMYKLab " + head[24:128] + tags + white_point + lut


def by_formula(colour, primaries, gamma):
    """The colour in sRGB by matrices, IEC 61966-2-1."""
    xyz = (np.array(colour) / 255) ** gamma @ np.array(primaries)
    linear = (xyz @ np.linalg.inv(np.array(SRGB))).clip(0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055) * 255


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "TIFF", "AVIF"])
def test_adobe_rgb_is_read_as_the_colour_it_means(format):
    options = {"lossless": True} if format == "WEBP" else {"quality": 100} if format in ("JPEG", "AVIF") else {}
    image, kinds = read_image(encode(plain((120, 180, 60)), format, icc_profile=ADOBE_RGB, **options))
    np.testing.assert_allclose(np.asarray(image)[5, 5], [81, 181, 42], atol=5)
    assert image.mode == "RGB" and kinds == ["colour profile"]


@pytest.mark.parametrize("colour", [(120, 180, 60), (200, 90, 100), (30, 30, 30), (255, 0, 0), (255, 255, 255)])
def test_wide_gamuts_follow_the_formula_and_end_at_the_edge_of_srgb(colour):
    image, _ = read_image(encode(plain(colour), icc_profile=matrix_profile(P3, 2.2)))
    np.testing.assert_allclose(np.asarray(image)[0, 0], by_formula(colour, P3, 2.2), atol=2)


def test_srgb_by_content_changes_nothing():
    pixels = np.random.default_rng(0).integers(0, 256, (S, S, 3), dtype=np.uint8)
    for mode in ("RGB", "L"):
        picture = Image.fromarray(pixels).convert(mode)
        image, kinds = read_image(encode(picture, icc_profile=OWN_SRGB))
        np.testing.assert_array_equal(np.asarray(image), np.asarray(picture.convert("RGB")))
        assert "colour profile" not in kinds


def test_transparency_greys_and_palettes_have_profiles_too():
    clear = plain((120, 180, 60, 0), "RGBA")
    clear.paste((120, 180, 60, 255), (0, 0, 8, 8))
    image, kinds = read_image(encode(clear, icc_profile=ADOBE_RGB))
    assert kinds == ["alpha", "colour profile"]
    np.testing.assert_allclose(np.asarray(image)[0, 0], [81, 181, 42], atol=1)
    assert image.getpixel((20, 20)) == (255, 255, 255)

    palette = clear.quantize(4)
    image, kinds = read_image(encode(palette, icc_profile=ADOBE_RGB))
    assert kinds == ["palette", "alpha", "colour profile"]
    np.testing.assert_allclose(np.asarray(image)[0, 0], [81, 181, 42], atol=2)
    assert image.getpixel((20, 20)) == (255, 255, 255)

    expected = by_formula((100, 100, 100), SRGB, 1.0)
    for profile in (grey_profile(1.0), matrix_profile(SRGB, 1.0)):
        image, kinds = read_image(encode(plain(100, "L"), icc_profile=profile))
        assert kinds == ["grey", "colour profile"]
        np.testing.assert_allclose(np.asarray(image)[0, 0], expected, atol=2)


def test_cameras_mark_adobe_rgb_in_the_exif():
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.IFD.Interop] = {ExifTags.Interop.InteropIndex: "R03"}
    image, kinds = read_image(encode(plain((120, 180, 60)), "JPEG", quality=100, exif=exif))
    np.testing.assert_allclose(np.asarray(image)[0, 0], [81, 181, 42], atol=3)
    assert kinds == ["colour profile"]


@pytest.mark.parametrize(
    "profile", [b"nonsense", ADOBE_RGB[:200], ADOBE_RGB[:140] + bytes(300), grey_profile(2.2)], ids=range(4)
)
def test_a_profile_that_is_damaged_or_of_another_kind_does_not_cost_the_picture(profile):
    image, kinds = read_image(encode(plain((120, 180, 60)), icc_profile=profile))
    assert image.getpixel((0, 0)) == (120, 180, 60)
    assert kinds == ["unusable colour profile"]


def test_cmyk_is_read_through_its_profile():
    ink = plain((255, 0, 0, 0), "CMYK")
    naive, kinds = read_image(encode(ink, "JPEG", quality=100))
    assert kinds == ["CMYK"] and naive.getpixel((5, 5))[1] > 250
    image, kinds = read_image(encode(ink, "JPEG", quality=100, icc_profile=cmyk_profile()))
    assert kinds == ["CMYK", "colour profile"]
    printed = lab_to_srgb(plain((140, 128 - 37, 128 - 50), "LAB"))
    np.testing.assert_allclose(np.asarray(image)[5, 5].astype(int), printed.getpixel((0, 0)), atol=6)


def test_profiles_without_a_picture_are_a_corrupt_file():
    """However many there are: they are taken out at once."""
    empty = bytes(4) + b"iCCP" + bytes(4)
    with pytest.raises(Unusable, match="corrupt|truncated"):
        read_image(b"\x89PNG\r\n\x1a\n" + 1500 * empty)


@pytest.mark.parametrize("contents", [b"\0\0" + zlib.compress(bytes(2**21)), b"\0\1abc", b"\0\0abc"], ids=range(3))
def test_a_png_whose_profile_cannot_be_unpacked_is_read(contents):
    """Larger than Pillow allows, by an unknown method, or damaged."""

    def chunk(name, value):
        return struct.pack(">I", len(value)) + name + value + struct.pack(">I", zlib.crc32(name + value))

    data = encode(plain((120, 180, 60)))
    data = data[:33] + chunk(b"iCCP", b"printer" + contents) + data[33:]
    image, kinds = read_image(data)
    assert image.getpixel((0, 0)) == (120, 180, 60) and set(kinds) <= {"unusable colour profile"}
    with pytest.raises(Unusable, match="truncated"):
        read_image(data[:-30])


def test_lab_is_read():
    image, kinds = read_image(encode(plain((136, 138, 148), "LAB"), "TIFF"))
    np.testing.assert_allclose(np.asarray(image)[0, 0], [153, 121, 93], atol=2)
    assert kinds == ["LAB"]


def test_duplicates_are_those_of_the_colours_that_are_meant(tmp_path, monkeypatch):
    """The same numbers with another profile are another face; other numbers may be the same face."""
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.png").write_bytes(encode(plain((120, 180, 60)), icc_profile=ADOBE_RGB))
    (folder / "b.png").write_bytes(encode(plain((120, 180, 60))))
    (folder / "c.png").write_bytes(encode(plain((81, 181, 42))))
    report = load_faces(folder, S).report
    assert report.used == 2
    assert report.left_out == {"duplicate": ["c.png"]} and report.converted == {"colour profile": ["a.png"]}
