"""Every setting that differs from Scrapy's default, with its reason, and every setting of our own.

Those of our own (`DW_…`) stand in `configuration/settings_model.py`, too, with kind and meaning.
"""

from __future__ import annotations

import os

from dwcrawler import __version__
from dwcrawler.components.request_meta import BROWSER_SLOT
from dwcrawler.handlers.chromium import launch_options
from dwcrawler.system import require_file_locks

require_file_locks()

BOT_NAME = "dwcrawler"
SPIDER_MODULES = ["dwcrawler.spiders"]
NEWSPIDER_MODULE = "dwcrawler.spiders"
COMMANDS_MODULE = "dwcrawler.commands"

# --- Where to crawl, and in which order -------------------------------------------------------

# An origin that serves dw.com in its place: the miniature site, a mirror. Empty: the live site.
DW_MIRROR = os.environ.get("DW_MIRROR", "")

# All URL variants of a story are one request.
REQUEST_FINGERPRINTER_CLASS = "dwcrawler.components.fingerprints.IdentityFingerprinter"

# What was found first is asked for first; Scrapy begins with the last, and has a queue apart for
# the first requests.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_START_MEMORY_QUEUE = None

# --- Manners: what a stranger may point at dw.com ---------------------------------------------

# Who asks, and where to read about it; whoever runs a crawl of their own puts their page here.
DW_CONTACT = os.environ.get("DW_CONTACT", "https://github.com/dwcrawler/dwcrawler")
USER_AGENT = f"dwcrawler/{__version__} (+{DW_CONTACT})"
ROBOTSTXT_USER_AGENT = "dwcrawler"
ROBOTSTXT_OBEY = True
# Where robots.txt asks for a pause between requests (Crawl-delay), so many seconds are kept at most.
DW_CRAWL_DELAY_MAX = 30.0

# At most two requests at a time, to all of DW's hosts together, and fewer when the site is slow.
CONCURRENT_REQUESTS = 2
CONCURRENT_REQUESTS_PER_DOMAIN = 2
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# A failure is tried again after 2, 4, 8, 16 seconds; Retry-After is honoured up to its maximum.
RETRY_TIMES = 4
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the spider says it in one line, with the reason
DW_RETRY_PAUSE = 2.0
DW_RETRY_PAUSE_MAX = 120.0
DW_RETRY_AFTER_MAX = 600.0
# A crawl that can connect to nothing since its first request ends after so many seconds: there is
# no network. Once something has answered, every failure is tried again as above.
DW_UNREACHABLE_AFTER = 5.0
# A crawl ends when of so many answers in a row a larger share than this are failures.
# The same holds for stories: so many in a row of which most could not be read.
DW_BREAKER_WINDOW = 100
DW_BREAKER_SHARE = 0.5
# A crawl that comes to its end says so at ERROR, and by its exit status, if it lost more than this
# share of the stories it asked for, or if more of them than this have fields that are unusable.
DW_LOST_SHARE = 0.1
DW_DAMAGED_SHARE = 0.25

# When a crawl ends, it is compared with earlier ones (`extensions/monitors.py`). auto: where
# Spidermon is installed.
DW_MONITORS = "auto"
# So many earlier crawls say what is usual.
DW_MONITOR_RUNS = 60
# A crawl that finds a smaller share than this of the usual number of stories is told.
DW_MONITOR_STORIES_SHARE = 0.5
# A part of stories that has become rarer by this share is told, if that cannot be chance.
DW_MONITOR_DROP = 0.3
# A language in which the newest story is older than this is told, if news used to come.
DW_MONITOR_NEWEST_HOURS = 72.0
# Who gets a message of what they found, and of crawls that failed: URLs of apprise. Secret.
DW_NOTIFY = os.environ.get("DW_NOTIFY", "")

# After Ctrl-C or SIGTERM, what was asked for may take so many seconds more.
DW_SHUTDOWN_GRACE = 3.0

# DW's pages need neither; a session would only make answers differ.
COOKIES_ENABLED = False
REFERER_ENABLED = False

# Scrapy's usual resolver finds no host that has an IPv6 address alone.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"

# --- What may come back -----------------------------------------------------------------------

DOWNLOAD_MAXSIZE = 8 * 1024 * 1024  # real pages have 70 to 400 KB
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False  # no page of DW sends one, a consent page might

# Scrapy's cache is for those who try things out (HTTPCACHE_ENABLED=1): it keeps sound answers only.
HTTPCACHE_POLICY = "dwcrawler.middlewares.cache.SoundAnswers"

# Scrapy starts so many tasks for every page that gives something; pipelines here never wait.
CONCURRENT_ITEMS = 1
# Reads the source of a callback anew for every page; linters do that once.
WARN_ON_GENERATOR_RETURN_VALUE = False
STATS_CLASS = "dwcrawler.components.stats.StatsCollector"

# --- Pages that only a browser can make -------------------------------------------------------

DW_RENDER_TIMEOUT = 20.0  # seconds for the content to appear
DW_RENDER_GIVE_UP = 5  # pages in a row that a browser did not help: the crawl goes on without it
PLAYWRIGHT_BROWSER_TYPE = "chromium"
PLAYWRIGHT_LAUNCH_OPTIONS = launch_options()
PLAYWRIGHT_MAX_CONTEXTS = 2  # each page has one of its own
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 30_000  # milliseconds
# What a page loads has no pauses, or no page would be ready in time; it makes one request after
# another, in the place among CONCURRENT_REQUESTS that its own request holds.
DOWNLOAD_SLOTS = {BROWSER_SLOT: {"concurrency": PLAYWRIGHT_MAX_CONTEXTS, "delay": 0}}

# --- Components -------------------------------------------------------------------------------

# Those below serve the spider `dw` alone: other spiders in the project get Scrapy's own.
ADDONS = {"dwcrawler.components.addon.ForDwAlone": 0}

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "dwcrawler.components.json_log.JsonLog": 0,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "dwcrawler.middlewares.robotstxt.RobotsTxtMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "dwcrawler.middlewares.retry.RetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "dwcrawler.middlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    # Where answers have come from the network, before the cache and all that judges them.
    "dwcrawler.middlewares.compression.HttpCompressionMiddleware": 620,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "dwcrawler.middlewares.cache.HttpCacheMiddleware": 610,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "dwcrawler.middlewares.proxy.HttpProxyMiddleware": 750,
    # Nothing here needs a password.
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    # The spider counts depth itself, from listings.
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    # No URL of DW is that long: `identity` knows none beyond the limit.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    # Warns of meta copied from responses, which retries from a callback have by design.
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    **dict.fromkeys(("http", "https"), "dwcrawler.handlers.rendering.RenderingDownloadHandler"),
    **dict.fromkeys(("ftp", "s3", "file", "data")),
}

# Clean first what others read; check last.
ITEM_PIPELINES = {
    "dwcrawler.pipelines.deduplication.Deduplication": 100,
    "dwcrawler.pipelines.dates.Dates": 200,
    "dwcrawler.pipelines.captions.Captions": 300,
    "dwcrawler.pipelines.bylines.Bylines": 400,
    "dwcrawler.pipelines.text.Text": 500,
    "dwcrawler.pipelines.revision.Revision": 600,
    "dwcrawler.pipelines.files.StoryFiles": 700,
    "dwcrawler.pipelines.validation.Validation": 900,
    "dwcrawler.pipelines.recording.Recording": 1000,
}
# Says which pipeline failed, or returned something else than the story.
ITEM_PROCESSOR = "dwcrawler.components.item_processor.StoryPipelines"
EXTENSIONS: dict[str, int | None] = {
    "scrapy.extensions.feedexport.FeedExporter": None,
    "dwcrawler.extensions.feed_exports.CheckedFeedExporter": 0,
    "dwcrawler.extensions.memory.GarbageCollection": 50,
    "dwcrawler.extensions.reachability.Reachability": 100,
    "dwcrawler.extensions.breaker.Breaker": 150,
    "dwcrawler.extensions.max_stories.MaxStories": 155,
    "dwcrawler.extensions.outcomes.StoryOutcomes": 160,
    "dwcrawler.extensions.errors.Errors": 170,
    "dwcrawler.extensions.figures.RunFigures": 175,
    "dwcrawler.extensions.verdict.Verdict": 180,
    "dwcrawler.extensions.shutdown.Shutdown": 160,
    "dwcrawler.extensions.rejected.RejectedStories": 200,
    # Before the summary: the live view leaves the terminal to it.
    "scrapy.extensions.logstats.LogStats": None,
    "dwcrawler.extensions.progress.Progress": 890,
    "dwcrawler.extensions.summary.Summary": 900,
    "dwcrawler.extensions.metrics.Metrics": 940,
    "dwcrawler.extensions.messages.Messages": 950,
    "dwcrawler.extensions.warc.WarcOutput": 960,
    # Last: it closes the journal when all others have said how the crawl ended.
    "dwcrawler.extensions.journal.CrawlJournal": 1000,
}
SPIDER_CONTRACTS = {
    "dwcrawler.components.contracts.FirstArticle": 20,
    "dwcrawler.components.contracts.Fills": 30,
}
# Doors that nobody should find open.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- The feed ---------------------------------------------------------------------------------

# Feeds, the store of what is known, and what was rejected. With DW_MIRROR a folder in it of the
# mirror's own, so that its stories never mix with the live site's. On a server the environment says
# where, once for all crawls.
DW_OUTPUT_DIR = os.environ.get("DW_OUTPUT_DIR") or "output"
# A run writes `dw-<UTC time>.jsonl`, which survives its death. True or False: whatever else is
# written; auto: but with -o and -O on the command line (`output` says it all).
DW_DURABLE_FEED = "auto"
# Lines are synced, and known to the store, by so many or after so many seconds.
DW_SYNC_LINES = 50
DW_SYNC_SECONDS = 2.0
# Every request and answer as WARC, in this folder, in files of so many megabytes. Empty: none.
DW_WARC = ""
DW_WARC_MB = 1000
DW_FILES_MAXSIZE = 200 * 1024 * 1024  # of one file of -a download, which is held in memory
# (days, hours): a story younger than so many days is looked at again after so many hours.
DW_REVISIT_INTERVALS = [(1, 3), (7, 24), (30, 168)]
FEED_URI_PARAMS = "dwcrawler.components.exporters.uri_params"
# What pipelines of your own put into item.extra: whether a change of it makes a new revision.
DW_HASH_EXTRA = False
FEED_EXPORT_ENCODING = "utf-8"
# A file is replaced when all that takes its place is written.
FEED_STORAGES = dict.fromkeys(("", "file"), "dwcrawler.components.feed_file.FeedFile")
FEED_EXPORTERS: dict[str, str | None] = {
    **dict.fromkeys(
        ("jsonlines", "jsonl", "jl"), "dwcrawler.components.exporters.StoryLinesExporter"
    ),
    "zst": "dwcrawler.components.exporters.StoryPackedExporter",
    "parquet": "dwcrawler.analysis.exporting.feed.StoryParquetExporter",
    "csv": "dwcrawler.components.exporters.StoryCsvExporter",
    "json": "dwcrawler.components.exporters.StoryJsonExporter",
    "xml": "dwcrawler.components.exporters.StoryXmlExporter",
    **dict.fromkeys(("marshal", "pickle")),  # they cannot hold a story's parts
}

# --- The log ----------------------------------------------------------------------------------

LOG_LEVEL = "INFO"
LOG_FORMATTER = "dwcrawler.components.logformatter.LogFormatter"
LOG_VERSIONS: list[str] = []  # `scrapy version -v` tells them
DW_STATS_FILE = ""  # where a crawl leaves its stats as JSON, for scripts that watch over it
# json: a JSON object a line, for programs that collect logs.
DW_LOG_FORMAT = os.environ.get("DW_LOG_FORMAT") or "text"
# Figures for Prometheus: a file at the end, a port of this machine meanwhile. 0: none.
DW_METRICS_FILE = ""
DW_METRICS_PORT = 0
# How a crawl shows that it goes on. auto: a live view on a terminal, unless a log is asked for; else
# a line of the log every LOGSTATS_INTERVAL seconds. live, lines: that alone. off: neither.
DW_PROGRESS = "auto"
LOGSTATS_INTERVAL = 30.0
DW_QUIET = False  # `crawl --quiet`: warnings, errors, and the summary at the end
