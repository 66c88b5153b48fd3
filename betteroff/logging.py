"""Structured logs: one JSON line an event, with ids only. Bodies, query strings and addresses of people stay out."""

import structlog

# Keys that may carry personal data are dropped whoever logs them.
FORBIDDEN_KEYS = {"ip", "user_agent", "email", "phone", "name", "nino", "body", "data", "query_string"}


def drop_personal_data(logger, method_name, event_dict):
    """Remove forbidden keys, and the query string from a logged request line."""
    for key in FORBIDDEN_KEYS & event_dict.keys():
        del event_dict[key]
    request_line = event_dict.get("request")
    if isinstance(request_line, str) and "?" in request_line:
        event_dict["request"] = request_line.partition("?")[0]
    return event_dict


PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    drop_personal_data,
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": PROCESSORS,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django_structlog": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Django's own request log repeats the path with its query string.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "celery": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}

structlog.configure(
    processors=[*PROCESSORS, structlog.processors.format_exc_info, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
