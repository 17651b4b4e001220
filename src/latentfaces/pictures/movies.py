"""Frames to films: GIF with Pillow, MP4 with the ffmpeg in imageio-ffmpeg."""

from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image
from scipy.spatial import KDTree

from latentfaces.arrays import Pictures, as_pictures
from latentfaces.checks import number, user_path, whole_number
from latentfaces.errors import LatentFacesError
from latentfaces.paths import StrPath
from latentfaces.pictures.images import enlarge
from latentfaces.storage import atomic_write

COLOURS = 191  # of a GIF, with which 16 faces stay under 2 MB
SAMPLED = 500_000  # pixels


def save_gif(frames: np.ndarray, path: StrPath, fps: float = 20, scale: int = 3, comment: str = "") -> None:
    """Writes frames uint8 (n, H, W, 3) as a GIF that loops forever; each pixel becomes scale x scale.

    comment: ASCII text to keep in the file. Raises LatentFacesError for other frames, a rate or scale out of range, or
    a file that cannot be written.
    """
    frames, path, fps, scale = _checked(frames, path, fps, scale)
    # GIF counts whole hundredths of a second, so frames of 12 a second last 8 or 9: each ends at the nearest one.
    ends = np.rint(np.arange(len(frames) + 1) * 100 / fps).astype(int)
    durations = (10 * np.diff(ends)).tolist()
    # All frames have the colours of one palette, so that what does not move does not flicker; it is chosen from a part
    # of the pixels, before they are enlarged.
    pixels = frames.reshape(-1, 3)[:: max(1, frames.size // (3 * SAMPLED))]
    palette = np.array(Image.fromarray(pixels[None]).quantize(COLOURS).getpalette(), np.uint8).reshape(-1, 3)
    images = [_in_palette(indices, palette) for indices in _nearest(frames, palette)]
    images = [image.resize((scale * image.width, scale * image.height), Image.Resampling.NEAREST) for image in images]
    with atomic_write(path) as partial:
        images[0].save(
            partial, "gif", save_all=True, append_images=images[1:], duration=durations, loop=0, comment=comment
        )


def _nearest(frames: Pictures, palette: np.ndarray) -> np.ndarray:
    """The index of the nearest colour in a palette uint8 (n, 3) for every pixel: uint8 (N, H, W).

    Pillow's `quantize(palette=...)` takes the nearest only to four levels, and makes faces darker by more than one.
    """
    colours, places = np.unique(frames.reshape(-1, 3) @ np.array([1 << 16, 1 << 8, 1]), return_inverse=True)
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    return KDTree(palette).query(rgb)[1].astype(np.uint8)[places].reshape(frames.shape[:3])


def _in_palette(indices: np.ndarray, palette: np.ndarray) -> Image.Image:
    """A PIL image of palette indices uint8 (H, W)."""
    image = Image.fromarray(indices)
    image.putpalette(palette.tobytes())
    return image


def save_mp4(frames: np.ndarray, path: StrPath, fps: float = 20, scale: int = 3, comment: str = "") -> None:
    """Writes frames uint8 (n, H, W, 3) as an H.264 MP4 that browsers play; each pixel becomes scale x scale.

    comment: text to keep in the file. Raises LatentFacesError as `save_gif` does.
    """
    frames, path, fps, scale = _checked(frames, path, fps, scale)
    frames = enlarge(frames, scale)
    with atomic_write(path) as partial:
        # One thread and no creation date: the same frames give the same bytes.
        writer = imageio_ffmpeg.write_frames(
            str(partial),
            frames.shape[2:0:-1],
            fps=fps,
            macro_block_size=2,
            output_params=[
                *("-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact"),
                *("-metadata", f"comment={comment}"),
            ],
        )
        writer.send(None)
        for frame in frames:
            writer.send(np.ascontiguousarray(frame))
        writer.close()


def _checked(frames: np.ndarray, path: StrPath, fps: float, scale: int) -> tuple[Pictures, Path, float, int]:
    frames = as_pictures("The frames of a film", frames)
    if frames.ndim != 4:
        raise LatentFacesError(f"The frames of a film must be uint8 (n, H, W, 3), not {frames.shape}.")
    fps = number("The frames per second of a film", fps, 0.1, 100)
    return frames, user_path("The file of a film", path), fps, whole_number("The scale of a film", scale, 1, 64)
