"""Looking into a Word package, and planting a fault in it."""

import io
import zipfile


def part_of(content, name):
    """Return the text of a part of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def with_part(content, name, change):
    """Return a package in which the text of one part is changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(changed, "w") as target:
        for entry in package.namelist():
            part = package.read(entry)
            if entry == name:
                before = part.decode()
                part = change(before).encode()
                assert part.decode() != before, "the planted fault changed nothing"
            target.writestr(entry, part)
    return changed.getvalue()
