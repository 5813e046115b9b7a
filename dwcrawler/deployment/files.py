"""Fills in the templates: for each way to keep a schedule, its files by name."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import Any, Final

from dwcrawler.deployment import quoting
from dwcrawler.deployment.plan import Plan

WAYS: Final = {
    "systemd": "a service and a timer, for a machine that runs systemd",
    "cron": "lines for a crontab",
    "compose": "a Docker image that crawls on a schedule, and its compose file",
    "scrapyd": "the configuration of a Scrapyd server",
}
# Chromium makes namespaces and compiles; without it neither is allowed.
_WITHOUT_BROWSER: Final = (
    "RestrictNamespaces=yes\nMemoryDenyWriteExecute=yes\nSystemCallFilter=@system-service"
)
_WITH_BROWSER: Final = "# Chromium needs namespaces, and memory that it compiles into."


def files_of(way: str, plan: Plan) -> dict[str, str]:
    """File name -> text. Raises quoting.Unquotable."""
    match way:
        case "systemd":
            return _systemd(plan)
        case "cron":
            return {"crontab": _filled("crontab", **_cron(plan))}
        case "compose":
            return _compose(plan)
        case _:
            output = quoting.for_cron([str(plan.output)])
            return {"scrapyd.conf": _filled("scrapyd.conf", output=output)}


def steps_of(way: str, plan: Plan, folder: str) -> list[str]:
    """What a person types when the files are in the folder; as root where it begins with #."""
    match way:
        case "systemd":
            return [
                f"# useradd --system --home-dir {plan.output} --shell /usr/sbin/nologin {plan.user}",
                f"# install -d -o {plan.user} {quoting.for_cron([str(plan.output)])}",
                f"# install -m 644 {folder}/dwcrawler.service {folder}/dwcrawler.timer /etc/systemd/system/",
                "# systemctl daemon-reload",
                "# systemctl enable --now dwcrawler.timer",
                "$ systemctl list-timers dwcrawler.timer; journalctl -u dwcrawler",
            ]
        case "cron":
            return [f"$ (crontab -l; cat {folder}/crontab) | crontab -"]
        case "compose":
            return [f"$ docker compose -f {folder}/compose.yaml up --detach --build"]
        case _:
            output = quoting.for_cron([str(plan.output)])
            return [
                f"$ cd {folder} && DW_OUTPUT_DIR={output} SCRAPYD_USERNAME=… SCRAPYD_PASSWORD=… scrapyd",
                "$ scrapyd-deploy",
                "$ curl -u … http://localhost:6800/schedule.json -d project=dwcrawler -d spider=dw",
            ]


def _systemd(plan: Plan) -> dict[str, str]:
    program = plan.program[0]
    in_home = any(
        path.startswith(("/home/", "/root/", "/run/user/")) for path in (program, str(plan.output))
    )
    service = _filled(
        "dwcrawler.service",
        user=plan.user,
        output_path=quoting.systemd_path(str(plan.output)),
        writable=quoting.for_systemd([str(plan.output)]),
        environment="\n".join(
            quoting.for_systemd_environment(*pair) for pair in plan.environment.items()
        ),
        command=quoting.for_systemd([*plan.program, *plan.options]),
        memory=plan.memory,
        protect_home="read-only" if in_home else "yes",
        browser=_WITH_BROWSER if plan.render else _WITHOUT_BROWSER,
    )
    timer = _filled(
        "dwcrawler.timer",
        every_words=plan.every.words,
        calendar=plan.every.calendar,
        delay=plan.most_delay,
    )
    return {"dwcrawler.service": service, "dwcrawler.timer": timer}


def _cron(plan: Plan) -> dict[str, str]:
    command = quoting.for_cron(
        [*plan.program, *plan.options, "--logfile", str(plan.output / "crawl.log")]
    )
    if plan.most_delay:
        command = f"sleep $(shuf -i 0-{plan.most_delay} -n 1); {command}"
    variables = [quoting.for_cron_variable(*pair) for pair in plan.environment.items()]
    return {
        "every_words": plan.every.words,
        "variables": "\n".join(variables),
        "schedule": plan.every.cron,
        "command": command,
    }


def _compose(plan: Plan) -> dict[str, str]:
    environment = {**plan.environment, "DW_OUTPUT_DIR": "/data"}
    compose = _filled(
        "compose.yaml",
        every_words=plan.every.words,
        context=quoting.for_yaml(str(plan.source)),
        dockerfile=quoting.for_yaml("deploy/Dockerfile"),
        render=int(plan.render),
        command=quoting.for_yaml([plan.every.short, "dwcrawler", *plan.options]),
        environment=quoting.for_yaml(environment),
        memory=plan.memory.lower(),
    )
    return {
        "compose.yaml": compose,
        "Dockerfile": _template("Dockerfile"),
        "crawl-every.sh": _template("crawl-every.sh"),
    }


def _filled(name: str, **values: Any) -> str:
    return Template(_template(name)).substitute(values)


def _template(name: str) -> str:
    return files("dwcrawler.deployment").joinpath("templates", name).read_text(encoding="utf-8")
