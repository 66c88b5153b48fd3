"""How much work and room a file that somebody sends may take. Bytes, seconds, pixels.

What one asker, one draft and one council may have stands in accounts/uploads.py and claims/actions/uploading.py.
"""

from __future__ import annotations

KILO, MEGA = 1024, 1024 * 1024

# --- One file ---
# Photos of 50 megapixels stay below this; a whole request has 25 MB (deploy/nginx, betteroff/serving).
MAX_BYTES = 20 * MEGA
# What a script sends of it at once (frontend/src/core/parts.js, at most).
MAX_PART_BYTES = 4 * MEGA
# Photos are kept small, a PDF as large as it is.
MAX_PDF_BYTES = 10 * MEGA
MAX_PAGES = 200
# What one stream of a PDF's structure may become; pictures in it stay as they are.
MAX_PDF_STREAM = 64 * MEGA
# What each decoder can open within the memory below. JPEG is decoded at a part of its size; WEBP takes 16 bytes a
# pixel, and no camera makes one.
MAX_PIXELS = {"JPEG": 210_000_000, "PNG": 60_000_000, "HEIF": 60_000_000, "WEBP": 24_000_000}
# A progressive JPEG is held whole before a part of it can be seen.
MAX_PIXELS_PROGRESSIVE = 70_000_000
LONGEST_SIDE = 3000
# A reader must find the header of a PDF within these (ISO 32000, annex H).
PDF_HEADER_WITHIN = 1024

# --- The process that opens it (core/uploading/child.py) ---
CHILD_MEMORY = 580 * MEGA
CHILD_CPU_SECONDS = 10
CHILD_SECONDS = 25
# A child that has grown gives its memory back by ending; the next one is started at once.
CHILD_GROWN = 300 * MEGA
CHILD_FILES = 50
CHILD_IDLE_SECONDS = 300

# --- One web process (core/uploading/pool.py) ---
AT_ONCE = 2
# Threads that wait for their turn; of eight, so many are always left for pages.
WAITING = 2
WAIT_SECONDS = 10

# --- One request ---
REQUEST_PIXELS = 250_000_000
REQUEST_SECONDS = 30
