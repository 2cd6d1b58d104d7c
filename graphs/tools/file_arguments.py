"""The arguments of the tools that work on files."""

from pydantic import Field

from graphs.tools.spec import Arguments, Content, Line


class ListFiles(Arguments):
    """What to list."""

    path: Line = Field(".", description="The folder, relative to the workspace.")


class ReadFile(Arguments):
    """What to read, and from where."""

    path: Line = Field(description="The file, relative to the workspace.")
    offset: int = Field(0, ge=0, description="How many characters to skip.")


class WriteFile(Arguments):
    """What to write."""

    path: Line = Field(description="The file, relative to the workspace.")
    content: Content = Field(description="The whole new content of the file.")


class EditFile(Arguments):
    """What to replace by what."""

    path: Line = Field(description="The file, relative to the workspace.")
    old: Content = Field(description="The text to replace, exactly as it is in the file.")
    new: Content = Field(description="The text to put in its place.")


class MoveFile(Arguments):
    """What to move where."""

    source: Line = Field(description="The file or folder to move.")
    destination: Line = Field(description="Its whole new path.")


class DeleteFile(Arguments):
    """What to move to the trash."""

    path: Line = Field(description="The file or folder, relative to the workspace.")
