"""Structured logs: one JSON line an event, with ids only. Bodies, query strings and addresses of people stay out."""

import re
import sys
import traceback

import structlog

from formspec.rules.answer_types import ANSWER_TYPES

# Keys that may carry personal data are dropped whoever logs them, and so are those named like a sensitive type.
FORBIDDEN_KEYS = {"ip", "user_agent", "email", "phone", "name", "body", "data", "query_string"}

# A query string may hold what somebody searched for; these addresses a token, or the code of a journal or a phone.
ONE_TIME_PATHS = ("/resume/", "/sign/", "/j/", "/journal/computer/", "/phone/")
QUERY, ONE_TIME_LINK = re.compile(r"\?\S*"), re.compile(f"({'|'.join(ONE_TIME_PATHS)})[^/\\s]+")


def _is_forbidden(key):
    return key in FORBIDDEN_KEYS or (key in ANSWER_TYPES and ANSWER_TYPES[key].sensitive)


def drop_personal_data(logger, method_name, event_dict):
    """Remove forbidden keys, and from request lines the query string and one-time tokens."""
    for key in [key for key in event_dict if _is_forbidden(key)]:
        del event_dict[key]
    request_line = event_dict.get("request")
    if isinstance(request_line, str):
        event_dict["request"] = QUERY.sub("", request_line)
    for key in ("request", "event"):
        if isinstance(event_dict.get(key), str):
            event_dict[key] = ONE_TIME_LINK.sub(r"\1…", event_dict[key])
    return event_dict


def exception_without_words(logger, method_name, event_dict):
    """Name the exception and where it was raised, never its message: databases quote the row they refuse."""
    raised = event_dict.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    elif isinstance(raised, BaseException):
        raised = (type(raised), raised, raised.__traceback__)
    if isinstance(raised, tuple) and raised[0] is not None:
        kind, _, trace = raised
        event_dict["exception"] = f"{kind.__module__}.{kind.__qualname__}"
        frames = traceback.extract_tb(trace)
        event_dict["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event_dict


def task_without_words(logger, method_name, event_dict):
    """Celery tells of a failed task with its exception's message and a traceback as text: keep name and id."""
    arguments = event_dict.pop("positional_args", None)
    if event_dict.get("logger") == "celery.app.trace" and isinstance(arguments, dict):
        event_dict |= {"event": "task_failed", "task": arguments.get("name"), "task_id": arguments.get("id")}
    return event_dict


PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    task_without_words,
    drop_personal_data,
    exception_without_words,
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": PROCESSORS,
            "pass_foreign_args": True,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django_structlog": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Django's own request log repeats the path with its query string.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "celery": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Its warnings quote letters that no font can draw, which may come from somebody's name.
        "weasyprint": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}

structlog.configure(
    processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
