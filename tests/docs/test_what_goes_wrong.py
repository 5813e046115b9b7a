"""The table of what goes wrong in docs/crawling.md: each row has tests that show it, and no more.

A row that is added to the table without a test fails here, and so does one whose tests are gone.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAULTS = "crawl/test_faults.py::test_the_crawl_goes_on"

# How a row of the table begins -> the tests that show what it says.
SHOWN_BY = {
    "connection refused or reset": [
        FAULTS,
        "crawl/test_faults.py::test_pauses_grow",
        "crawl/test_faults.py::test_nothing_there_at_all",
        "durability/test_store.py::test_a_host_that_cannot_be_resolved",
    ],
    "nothing can be connected to": [
        "crawl/test_no_network.py::test_no_network_is_told_within_seconds",
        "crawl/test_no_network.py::test_a_network_that_comes_late_can_be_waited_for",
    ],
    "429, 503": [
        "crawl/test_faults.py::test_retry_after_is_waited_for",
        "crawl/test_faults.py::test_a_site_that_asks_to_wait_for_long_is_left_alone",
    ],
    "other 5xx": [
        FAULTS,
        "durability/test_resume.py::test_what_failed_in_a_crawl_that_came_to_its_end",
    ],
    "403 and other statuses": [
        FAULTS,
        "durability/test_incremental.py::test_an_address_that_gives_no_story_is_not_asked_for_in_every_crawl",
    ],
    "404, 410": [
        "durability/test_incremental.py::test_a_story_that_is_gone_is_remembered_as_gone",
        "durability/test_incremental.py::test_a_404_that_passes_is_no_end",
    ],
    "more than half of the last 100 requests": [
        "durability/test_store.py::test_the_breaker_ends_a_crawl_that_mostly_fails",
        "durability/test_store.py::test_an_outage_ends_a_crawl_before_every_request_had_all_its_tries",
    ],
    "more than half of the last 100 stories": [
        "crawl/test_outcomes.py::test_a_site_without_readable_stories_ends_the_crawl"
    ],
    "a crawl that finished lost": [
        FAULTS,
        "crawl/test_outcomes.py::test_the_share_that_may_be_lost",
        "crawl/test_outcomes.py::test_fields_that_cannot_be_used_count",
        "crawl/test_outcomes.py::test_no_start_page",
    ],
    "a section or topic that the site does not have": [
        "crawl/test_following.py::test_a_section_that_is_none_is_told_with_those_that_are",
        "crawl/test_topics_asked_for.py::test_a_topic_that_is_none_is_refused",
        "crawl/test_topics_asked_for.py::test_beside_one_that_is_there_it_is_told",
    ],
    "nothing is left after": [
        "crawl/test_nothing_found.py::test_the_end_says_why_nothing_is_left",
    ],
    "dw.com has changed": ["watch/test_changes.py::test_a_change_is_told_on_the_first_run"],
    "a message cannot be sent": [
        "watch/test_messages.py::test_a_server_that_is_down_gets_the_message_with_the_next_run"
    ],
    "something named in `urls`": ["crawl/test_outcomes.py::test_what_is_named_and_not_there"],
    "a browser does not help": [
        "crawl/test_outcomes.py::test_a_browser_that_never_helps_is_given_up"
    ],
    "an exception in a pipeline": [
        "crawl/test_errors.py::test_a_pipeline_that_always_fails_ends_the_crawl",
        "crawl/test_errors.py::test_a_pipeline_that_fails_for_some",
        "crawl/test_errors.py::test_a_callback_that_always_raises_is_no_success",
        "crawl/test_errors.py::test_what_breaks_elsewhere_is_seen",
    ],
    "a pipeline that returns something else": [
        "crawl/test_errors.py::test_a_pipeline_that_returns_no_story"
    ],
    "broken characters": [
        "pages/test_broken_bytes.py::test_a_text_of_a_state_loses_one_character",
        "commands/test_extract_faults.py::test_a_file_with_a_broken_byte_is_read_and_so_are_those_after_it",
    ],
    "the state of a page is JavaScript": [
        "pages/state/test_state_forms.py::test_a_state_is_read_in_every_form_of_javascript"
    ],
    "the story is at another place in the state": [
        "pages/state/test_state_forms.py::test_the_content_is_found_by_what_it_is",
        "pages/state/test_state_forms.py::test_a_state_is_found_under_other_names",
    ],
    "a rendered page names its headline": [
        "pages/html/test_other_names.py::test_the_same_story_and_a_problem",
        "pages/html/test_other_names.py::test_a_story_without_a_known_text_says_so",
    ],
    "the state of a page has an unknown form": [
        "pages/state/test_state_forms.py::test_a_state_in_a_form_that_nobody_knows_is_told",
        "pages/state/test_state_forms.py::test_a_state_without_the_pages_content_is_told",
    ],
    "the state of a page is damaged outside": [
        "pages/test_broken_bytes.py::test_the_content_is_read_beside_an_entry_that_is_damaged"
    ],
    "our own code fails at a page": [
        "pages/test_broken_bytes.py::test_a_fault_of_ours_costs_one_page_and_says_where"
    ],
    "a content encoding that is damaged": [
        FAULTS,
        "crawl/test_faults.py::test_what_heals_is_not_lost",
        "crawl/test_encodings.py::test_robots_txt_is_read_at_the_second_try",
        "crawl/test_encodings.py::test_a_feed_is_read_at_the_second_try",
    ],
    "headers of more than 256 KB": [
        "crawl/test_big_headers.py::test_a_header_without_end_is_refused_once"
    ],
    "a page that is cut off or empty": [
        FAULTS,
        "crawl/test_faults.py::test_what_heals_is_not_lost",
    ],
    "a feed or sitemap that is damaged": [
        "pages/syndication/test_damaged_feeds.py::test_all_other_entries_are_there",
        "pages/syndication/test_feeds.py::test_a_feed_cut_off_gives_its_whole_entries",
    ],
    "a date in a feed that has no known time zone": [
        "normalize/dates/test_feed_dates.py::test_only_the_day",
        "normalize/dates/test_feed_dates.py::test_what_cannot_be_read_is_told_once",
    ],
    "an invalid date, address, id": [
        "pages/test_refused_values.py::test_a_bad_date_hides_no_good_one"
    ],
    "JSON-LD": ["pages/test_json_ld.py::test_what_is_nearly_json_is_read"],
    "a feed, a sitemap or a page of headlines": [
        "crawl/test_further_ways.py::test_lists_that_are_not_there_are_no_failure"
    ],
    "a listing ends": [
        "crawl/test_further_ways.py::test_a_listing_goes_on",
        "crawl/test_further_ways.py::test_a_listing_ends_where_it_shows_nothing_new",
    ],
    "a page of an unknown kind": [
        "crawl/test_further_ways.py::test_a_new_word_for_a_listing_hides_no_story",
        "crawl/test_further_ways.py::test_kinds_that_nobody_knows_are_bounded",
    ],
    "the site's JSON is not there": [
        "crawl/test_site_json.py::test_where_json_tells_nothing_it_was_asked_once",
        "crawl/test_site_json.py::test_json_that_never_helps_is_asked_for_no_more",
    ],
    "a date on a page has two meanings": [
        "normalize/dates/test_dates_in_numbers.py::test_dates_in_numbers",
        "normalize/dates/test_dates_in_numbers.py::test_what_nobody_can_know_is_counted_and_told",
    ],
    "a page that is too big": [FAULTS],
    "a redirect loop": [FAULTS],
    "a story that fails validation": [
        "crawl/test_feeds.py::test_a_story_that_is_not_valid_is_kept_apart",
        "durability/test_incremental.py::test_a_rejected_story_is_not_asked_for_in_every_crawl",
    ],
    "robots.txt cannot be read": [
        "crawl/test_manners.py::test_nothing_is_fetched_where_robots_txt_cannot_be_read"
    ],
    "robots.txt in an odd form": [
        "middlewares/test_robots.py::test_what_is_closed_is_closed",
        "crawl/test_robots.py::test_nothing_is_fetched",
    ],
    "`Crawl-delay`": ["crawl/test_robots.py::test_pauses_are_kept"],
    "Ctrl-C, SIGTERM": [
        "crawl/test_shutdown.py::test_a_server_that_never_answers",
        "crawl/test_outcomes.py::test_a_signal_is_no_success",
    ],
    "Ctrl-C a second time": ["progress/test_live_view.py::test_ctrl_c_twice_stops_at_once"],
    "a terminal is made smaller": [
        "progress/test_live_view.py::test_another_program_and_another_size"
    ],
    "a headline or an address with control characters": [
        "progress/test_screen.py::test_headlines_keep_the_columns_and_do_no_harm",
        "console/test_readable.py::test_all_else_stays_as_it_is",
        "console/test_readable.py::test_text_that_would_move_a_terminal",
    ],
    "answers from Scrapy's cache": ["crawl/test_cache.py::test_a_fault_that_heals_costs_nothing"],
    "a proxy (`https_proxy`)": [
        "crawl/test_proxies.py::test_a_mirror_on_this_machine_is_asked_directly",
        "crawl/test_proxies.py::test_the_live_site_is_asked_through_the_proxy",
    ],
    "the disk is full": ["durability/test_full_disks.py::test_in_the_midst"],
    "a feed of your own that is not possible": [
        "crawl/test_own_feeds.py::test_what_cannot_be_written_is_refused_a_line_each",
        "crawl/test_own_feeds.py::test_a_format_that_cannot_be_written_is_refused",
    ],
    "a feed of your own that cannot be written": [
        "crawl/test_own_feeds.py::test_a_server_that_cannot_be_reached",
        "crawl/test_own_feeds.py::test_an_exporter_that_fails_ends_the_crawl",
    ],
    "a crawl with `-O FILE` finds nothing": [
        "crawl/test_own_feeds.py::test_nothing_found_leaves_every_file_and_says_so",
        "crawl/test_own_feeds.py::test_where_nothing_was_nothing_found_is_an_empty_feed",
    ],
    "a feed that you packed is damaged": [
        "durability/test_packed_feeds.py::test_of_a_damaged_one_what_can_be_read_is_read",
        "durability/test_packed_feeds.py::test_a_bomb",
    ],
    "the store is locked by another program": [
        "durability/test_store.py::test_a_store_that_cannot_be_written_while_the_feed_can",
        "store/test_store_alone.py::test_a_later_version_is_refused_by_name_and_left_alone",
    ],
    "the store is damaged": [
        "durability/test_store.py::test_a_damaged_store_is_made_anew_from_the_feeds",
        "durability/test_store.py::test_a_store_that_is_gone_is_made_from_the_feeds",
    ],
    "a setting, an argument or a spider's name": [
        "commands/test_refusals.py::test_a_refusal_is_one_line_on_standard_error_and_one_in_the_log",
        "commands/test_refusals.py::test_what_makes_no_sense_is_refused_by_name",
        "crawl/test_arguments.py::test_refusals_name_the_argument",
    ],
    "an unknown command, option or spider": [
        "console/test_console_script.py::test_what_is_wrong_is_one_line",
    ],
    "another unexpected error in a command": [
        "console/test_console_script.py::test_what_is_wrong_is_one_line",
        "console/test_console_script.py::test_the_traceback_of_an_unknown_failure_is_shown_at_debug",
    ],
    "another crawl is using the store": [
        "durability/test_store.py::test_a_second_crawl_on_a_store_ends_at_once",
        "commands/test_waiting.py::test_a_crawl_begins_when_the_other_has_ended_and_goes_on_from_there",
    ],
    "memory above `MEMUSAGE_LIMIT_MB`": [
        "commands/test_refusals.py::test_an_end_with_another_status_is_told_beside_the_log"
    ],
    "`JOBDIR`": ["commands/test_refusals.py::test_what_makes_no_sense_is_refused_by_name"],
    "a terminal or pipe that is not UTF-8": [
        "commands/test_refusals.py::test_help_and_lists_can_be_shown_in_any_encoding"
    ],
    "the clock was put back": [
        "durability/test_incremental.py::test_a_clock_that_was_put_back",
        "durability/test_store.py::test_a_feed_of_the_same_second_is_never_written_over",
    ],
    "the browser dies": [
        "crawl/test_browser.py::test_another_takes_the_place_of_a_browser_that_died_or_stands_still"
    ],
    "the script of a page never ends": [
        "crawl/test_browser.py::test_pages_that_hang_cost_only_themselves"
    ],
    "dw.com answers, but nothing of it": [
        "crawl/test_faults.py::test_a_site_that_answers_and_gives_nothing_is_no_success"
    ],
}


def rows() -> list[str]:
    """The table's rows, without its heading."""
    document = (ROOT / "docs" / "crawling.md").read_text(encoding="utf-8")
    section = document.partition("\n## What goes wrong\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][2:]


@cache
def names_in(path: str) -> frozenset[str]:
    """The functions of a file of tests, by their names."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@cache
def source() -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / "dwcrawler").rglob("*.py")))


def test_no_line_is_without_a_test_and_no_test_without_a_line() -> None:
    begun = [[start for start in SHOWN_BY if row.startswith(f"| {start}")] for row in rows()]
    assert [row for row, starts in zip(rows(), begun, strict=True) if len(starts) != 1] == []
    assert sorted(start for starts in begun for start in starts) == sorted(SHOWN_BY)


@pytest.mark.parametrize("start", SHOWN_BY)
def test_the_tests_are_there(start: str) -> None:
    for shown in SHOWN_BY[start]:
        path, _, name = shown.partition("::")
        assert name in names_in(path), shown


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[2:40])
def test_what_it_is_counted_as_is_counted(row: str) -> None:
    """Stats are written with their first part in the code; `…` stands for any end."""
    counted = row.rstrip(" |").rpartition(" | ")[2]
    for stat in re.findall(r"`((?:dw|retry|httpcache)/[a-z_/]+)", counted):
        parts = stat.rstrip("/").split("/")
        assert f'"{stat}' in source() or f"{'/'.join(parts[:2])}" in source(), stat
        assert parts[-1] in source(), stat
