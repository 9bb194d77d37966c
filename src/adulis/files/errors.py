"""The refusals of this room."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Invalid, NotFound, Unavailable


class FileNotFound(NotFound):
    title = "There is no such file here."


class FileLinkInvalid(NotFound):
    """Expired, altered, for another file or for another person: the four look the same."""

    title = "This link does not lead to a file, or does not do so any more."
    what_to_do = "Ask for a new link; each is good for a few minutes, and for whoever asked for it."


class FileEmpty(Invalid):
    title = "The file is empty."


class FileTooLarge(Invalid):
    title = "The file is too large."
    what_to_do = "Scan it at a lower resolution, or send its pages as separate files."


class FileTypeNotAllowed(Invalid):
    """Decided by the content; what it is called and declared to be is not asked."""

    title = "Files of this kind are not taken here."
    what_to_do = "Send one of the kinds in allowed_types, as the body itself."


class FileMalformed(Invalid):
    """It begins as what it should be, and is not that, or not only that."""

    title = "The file is damaged, or carries something else besides."
    what_to_do = "Export or scan it again, and send the result as it is."


class FileLocked(Invalid):
    title = "The file wants a password, so nobody here can read it."
    what_to_do = "Save it without a password and send that."


class FileNotArriving(Conflict):
    """The upload took so long that it was given up."""

    title = "This upload was given up."
    what_to_do = "Send the file again."


class StorageUnavailable(Unavailable):
    title = "The file storage does not answer."
    what_to_do = "Send the same again after Retry-After seconds."
