"""`python -m bot.testing tests/conversations`: run conversation scripts without pytest."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import List, Optional, Sequence

from tqdm import tqdm

from bot.testing.channel import Channel, ChannelError
from bot.testing.channels import CHANNELS, DEFAULT_CHANNEL, open_channel
from bot.testing.coverage import KINDS, Coverage, Touched, patterns_of
from bot.testing.loading import ScriptError, load_scripts
from bot.testing.report import failure_report, transcript
from bot.testing.runner import CaseResult, run_case
from bot.testing.script import Case, Script
from bot.testing.transcripts import Transcripts
from bot.testing.universe import universe_of

PASSED, FAILED, CANNOT_RUN = 0, 1, 2


def main(arguments: Optional[Sequence[str]] = None, channel: Optional[Channel] = None) -> int:
    """Run scripts; returns 0 if all is well, 1 on failures, 2 if nothing could be run.

    Args:
        arguments: of the command line.
        channel: to use instead of the one the arguments name.
    """
    options = _options(arguments)
    try:
        scripts = load_scripts([Path(path) for path in options.paths])
        chosen = [
            case
            for script in scripts
            for case in script.cases
            if options.text.lower() in f"{case.file} {case.name}".lower()
        ]
        if not chosen:
            print(f"No test case has '{options.text}' in its name or file.", file=sys.stderr)
            return CANNOT_RUN
        channel = channel or open_channel(Path.cwd(), options.url, options.channel)
    except (ScriptError, ChannelError) as error:
        print(error, file=sys.stderr)
        return CANNOT_RUN
    try:
        return _run(chosen, scripts, channel, options)
    except ChannelError as error:
        print(error, file=sys.stderr)
        return CANNOT_RUN
    finally:
        channel.close()


def _run(
    cases: Sequence[Case], scripts: Sequence[Script], channel: Channel, options: argparse.Namespace
) -> int:
    began = time.monotonic()
    results = []
    with tqdm(cases, unit="case", disable=None) as bar:
        for case in bar:
            result = run_case(case, channel)
            results.append(result)
            if result.failures:
                bar.write(f"\nFAILED {failure_report(result)}\n", file=sys.stdout)
    print(_summary(results, channel, time.monotonic() - began))
    if options.update_transcripts:
        print("\n".join(_write_transcripts(results, scripts)))
    too_low = _coverage(results, channel, options) if options.coverage else []
    return FAILED if too_low or any(result.failures for result in results) else PASSED


def _summary(results: Sequence[CaseResult], channel: Channel, seconds: float) -> str:
    failed = [result for result in results if result.failures]
    skipped = [result for result in results if result.not_possible]
    lines = [f"FAILED  {r.case.file}:{r.case.line}: {r.case.name}" for r in failed]
    lines += [f"SKIPPED {r.case.file}:{r.case.line}: {r.not_possible}" for r in skipped]
    checks = sum(result.skipped_checks for result in results)
    if checks:
        lines.append(
            f"{checks} checks skipped: {channel.name} doesn't tell the intent, slots, actions or "
            "names of responses"
        )
    turns = sum(len(result.turns) for result in results)
    passed = len(results) - len(failed) - len(skipped)
    lines.append(
        f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped: {turns} turns over "
        f"{channel.name} in {seconds:.1f} s"
    )
    return "\n".join(lines)


def _write_transcripts(results: Sequence[CaseResult], scripts: Sequence[Script]) -> List[str]:
    by_place = {(result.case.file, result.case.line): result for result in results}
    transcripts = Transcripts()
    for script in scripts:
        for index, case in enumerate(script.cases):
            result = by_place.get((case.file, case.line))
            if result and not result.not_possible:
                transcripts.add(script.path, index, len(script.cases), transcript(result))
    return transcripts.write()


def _coverage(
    results: Sequence[CaseResult], channel: Channel, options: argparse.Namespace
) -> List[str]:
    domain = channel.domain()
    if domain is None:
        return [f"coverage is not known over {channel.name}"]
    touched = Touched()
    for result in results:
        touched.add(Touched.by(result))
    universe = universe_of(domain, Path.cwd() / "data")
    left_out = patterns_of(options.ignore_responses)
    coverage = Coverage(touched, universe, options.ignore, left_out)
    print(coverage.report())
    too_low = coverage.too_low({kind: getattr(options, f"min_{kind}") for kind in KINDS})
    print("\n".join(too_low), end="\n" if too_low else "", file=sys.stderr)
    return too_low


def _options(arguments: Optional[Sequence[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.testing", description=__doc__)
    parser.add_argument("paths", nargs="*", default=["tests/conversations"], metavar="PATH")
    parser.add_argument("--url", help="of a running bot, instead of the model in this process")
    parser.add_argument(
        "--channel", choices=sorted(CHANNELS), default=DEFAULT_CHANNEL, help="used with --url"
    )
    parser.add_argument(
        "-k", dest="text", default="", metavar="TEXT", help="only cases with this in name or file"
    )
    parser.add_argument("--update-transcripts", action="store_true", help="write what was said")
    parser.add_argument("--coverage", action="store_true", help="report what no script touches")
    parser.add_argument(
        "--coverage-ignore",
        dest="ignore",
        action="append",
        default=[],
        metavar="NAME",
        help="leave out an intent, action, response or rule",
    )
    parser.add_argument(
        "--ignore-responses",
        action="append",
        metavar="PATTERNS",
        help="leave responses out of the coverage: patterns such as 'utter_label_*', with commas "
        "or spaces between them; may be given more than once",
    )
    for kind in KINDS:
        parser.add_argument(f"--min-{kind}", type=float, default=0.0, metavar="PERCENT")
    options = parser.parse_args(arguments)
    if any(getattr(options, f"min_{kind}") for kind in KINDS):
        options.coverage = True
    if options.coverage and options.url:
        parser.error("--coverage needs the model in this process; leave out --url")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
