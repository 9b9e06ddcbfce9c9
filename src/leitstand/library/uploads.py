"""Uploads go straight to the disk, and stop at the limit; no file is ever held in memory."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from leitstand.library import files
from leitstand.library.screen import upload_most

# What a form needs beside its files.
SLACK: Final = 1_000_000


class Limit(FileUploadHandler):
    """Cut an upload off as soon as it is larger than allowed; `request.upload_too_big` tells the view."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count what arrives and pass it on."""
        self.seen += len(raw_data)
        if self.seen > settings.UPLOAD_MAX_BYTES:
            if self.request is not None:
                self.request.META["leitstand.upload_too_big"] = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handler that wrote it."""
        self.seen = 0


def moved(sent: "UploadedFile[bytes]") -> Path:
    """Move what has arrived to the workshop; a large file is not copied."""
    if isinstance(sent, TemporaryUploadedFile):
        return files.adopt(sent.temporary_file_path())
    return files.take_in(sent.chunks(), most=upload_most())
