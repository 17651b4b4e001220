"""What a lent machine made, home in files that its calls can carry, the most valuable first.

    python benchmarks/parcels.py fetch FOLDER OUT [NAME ...]    there: the next of FOLDER into OUT, or those named
    python benchmarks/parcels.py join OUT TARGET                here: the folders that were cut, in TARGET

Nothing but Python is needed, so that a call takes no time.
"""

import io
import sys
import tarfile
from pathlib import Path

# What one call brings home: so many files, of so many bytes each and in all; one file more is for its log.
MAX_FILES, MAX_BYTES, MAX_TOTAL = 7, 15 << 20, 63 << 20
# By value. The record is small and comes with each call.
NAMES = ("record", "anime-baseline-b", "simpsons-reference", "trials", "anime-baseline-a", "anime-baseline")


def bring(folder, out, names=None):
    """Packs folders of `folder` into files of out, as far as one call can bring them home.

    names: those alone, even if a call before has brought them. By default all that were not brought yet, by value.
    """
    folder, out = Path(folder), Path(out)
    note = folder / "brought.txt"
    brought = note.read_text().split() if note.exists() else []
    for name in names or [name for name in NAMES if name == "record" or name not in brought]:
        if not (folder / name).is_dir():
            continue
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as tar:
            tar.add(folder / name, name)
        data = packed.getvalue()
        parts = [data[start : start + MAX_BYTES] for start in range(0, len(data), MAX_BYTES)]
        for stale in out.glob(f"{name}.tar.*"):
            stale.unlink()
        there = [path.stat().st_size for path in out.glob("*.tar.*")]
        if len(there) + len(parts) > MAX_FILES or sum(there) + len(data) > MAX_TOTAL:
            print(f"{name} ({len(data):,} bytes) waits for the next call.", flush=True)
            continue
        for i, part in enumerate(parts, 1):
            (out / f"{name}.tar.{i}of{len(parts)}").write_bytes(part)
        brought.append(name)
        print(f"{name}: {len(data):,} bytes in {len(parts)} files.", flush=True)
    note.write_text(" ".join(brought))


def join(out, target):
    """Makes the folders whose parts lie in out, in target; says which lack some."""
    for first in sorted(Path(out).glob("*.tar.1of*")):
        stem, _, count = first.name.rpartition("1of")
        parts = [first.with_name(f"{stem}{i}of{count}") for i in range(1, int(count) + 1)]
        missing = [part.name for part in parts if not part.exists()]
        if missing:
            print(f"{stem.removesuffix('.tar.')} lacks {', '.join(missing)}; fetch it again.")
            continue
        with tarfile.open(fileobj=io.BytesIO(b"".join(part.read_bytes() for part in parts))) as tar:
            tar.extractall(target, filter="data")
        print(f"{stem.removesuffix('.tar.')} is in {target}.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fetch", folder, out, *names]:
            bring(folder, out, names)
        case ["join", out, target]:
            join(out, target)
        case _:
            sys.exit("Say fetch FOLDER OUT [NAME ...], or join OUT TARGET.")
