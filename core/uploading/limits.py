"""What we take of a file, and the refusal of what we do not."""

MAX_BYTES = 10 * 1024 * 1024
# Phones take pictures of 50 megapixels. A WEBP is unpacked twice over, and no camera makes one.
MAX_PIXELS = {"JPEG": 52_000_000, "PNG": 52_000_000, "HEIF": 52_000_000, "WEBP": 30_000_000}
# What a process may have to remake one file: address space, so that what is in use is always less.
MEMORY_BYTES = 570 * 1024 * 1024
LONGEST_SIDE = 3000
MAX_PAGES = 200
PDF = "PDF"
# Readers of PDF look for its first line in so many bytes.
PDF_HEADER_WITHIN = 1024


class FileRefused(Exception):
    """A file that we do not take.

    `code`: too_large, too_many_pixels, too_many_pages, empty, kind, unreadable, too_much_work, password, virus,
    not_scanned, or busy.
    """

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
