"""Numbers in words. Pure."""


def of_bytes(count: int) -> str:
    """`count` bytes, as people read it."""
    if count < 1000:
        return counted(count, "byte")
    size = float(count)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if size < 999.5:
            return f"{size:.1f} {unit}" if size < 9.95 else f"{size:.0f} {unit}"
    return f"{size / 1000:.1f} TB"


def counted(count: int, thing: str) -> str:
    """`count` of a thing, by its regular plural."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
