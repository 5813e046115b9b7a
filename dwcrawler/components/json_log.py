"""The log as JSON, one object a line, for programs that collect logs (DW_LOG_FORMAT=json)."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.log import get_scrapy_root_handler


def is_wanted(settings: BaseSettings) -> bool:
    return str(settings["DW_LOG_FORMAT"]) == "json"


def begin(settings: BaseSettings) -> None:
    """Before Scrapy sets up its log, for a command: all lines from the first on are JSON.

    Scrapy's own handler is not installed then; this one goes where that would.
    """
    handler: logging.Handler
    if settings["LOG_FILE"]:
        mode = "a" if settings.getbool("LOG_FILE_APPEND") else "w"
        handler = logging.FileHandler(settings["LOG_FILE"], mode, settings["LOG_ENCODING"])
    elif settings.getbool("LOG_ENABLED"):
        handler = logging.StreamHandler()
    else:
        return
    handler.setLevel(settings["LOG_LEVEL"])
    handler.setFormatter(formatter())
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)


class JsonLog:
    """For a script, whose log Scrapy sets up when the crawl's settings are known, and again before it
    builds the engine. A downloader middleware in name only, to be asked after that: it is never
    enabled, and stands in nobody's way."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if is_wanted(crawler.settings):
            go_on()
        raise NotConfigured


def go_on() -> None:
    """For the log that Scrapy has set up by now."""
    handler = get_scrapy_root_handler()
    if handler is not None:
        handler.setFormatter(formatter())


def formatter() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    class Lines(JsonFormatter):
        """`time` (RFC 3339, UTC), `level`, `logger`, `message`; where a record has them `spider`,
        `url` and `exception`."""

        def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
            about = {"spider": log_data.get("spider"), "url": _url_of(log_data)}
            if isinstance(about["spider"], Spider):
                about["spider"] = about["spider"].name
            told = {name: log_data.get(name) for name in ("level", "logger", "message")}
            exception = log_data.get("exc_info")
            return {
                "time": log_data["time"],
                **told,
                **{name: str(value) for name, value in about.items() if value},
                **({"exception": exception} if exception else {}),
            }

        def add_fields(
            self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
        ) -> None:
            super().add_fields(log_data, record, message_dict)
            moment = datetime.fromtimestamp(record.created, UTC)
            log_data["time"] = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"

    return Lines(
        "%(levelname)s %(name)s %(message)s",
        rename_fields={"levelname": "level", "name": "logger"},
        json_ensure_ascii=False,
    )


def _url_of(log_data: dict[str, Any]) -> str | None:
    for name in ("response", "request"):
        if isinstance(about := log_data.get(name), Request | Response):
            return about.url
    return None
