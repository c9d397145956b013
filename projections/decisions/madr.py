"""A decision as a page of MADR 4: the same decision is the same bytes, whoever asks and when."""

import json
from collections.abc import Iterator, Sequence

from domain.decision.facts import Option
from domain.decision.state import Decision

WORDS = {"one_way": "it cannot be taken back", "two_way": "it can be taken back"}

NOTHING = "Nothing was written down."
"""Stands in a section that every page of MADR has."""


def page_of(decision: Decision) -> str:
    """The page: front matter, then every section that has something to say."""
    titles = [each.title for each in decision.options]
    sections = [
        f"# {decision.title}",
        _section("## Context and Problem Statement", decision.context or NOTHING),
        _section("## Decision Drivers", _bullets(decision.drivers)),
        _section("## Considered Options", _bullets(titles) or NOTHING),
        _section("## Decision Outcome", _outcome(decision)),
        _section("### Consequences", _argued(decision.consequences)),
        _section("### Confirmation", decision.confirmation),
        _section("## Pros and Cons of the Options", _options(decision.options)),
        _section("## More Information", _more(decision)),
    ]
    body = "\n\n".join(each for each in sections if each)
    return f"{_front(decision)}\n\n{body}\n"


def _front(decision: Decision) -> str:
    """Who and when, as YAML: a JSON text is a YAML text, whatever stands in it."""
    replaced = decision.superseded_by
    status = f"superseded by {replaced}" if replaced else decision.status
    consulted = dict.fromkeys(each.person for each in decision.consulted)
    people = {
        "decision-makers": decision.decision_makers,
        "consulted": tuple(consulted),
        "informed": decision.informed,
    }
    lines = [f"status: {_quoted(status)}", f"date: {decision.decided_on or decision.proposed_on}"]
    lines += [f"{name}: {_quoted(', '.join(names))}" for name, names in people.items() if names]
    return "\n".join(["---", *lines, "---"])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _section(heading: str, text: str) -> str:
    """A heading with its text, or nothing where there is none."""
    plain = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"{heading}\n\n{plain}" if plain else ""


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"* {each}" for each in lines)


def _outcome(decision: Decision) -> str:
    if decision.outcome is not None:
        titles = {each.id: each.title for each in decision.options}
        chosen = titles.get(decision.outcome.option, decision.outcome.option)
        return f'Chosen option: "{chosen}", because {decision.outcome.justification.strip()}'
    return "None: it was rejected." if decision.status == "rejected" else "Not decided yet."


def _argued(said: object) -> str:
    """What is good, neutral and bad about something."""
    kinds = {name: getattr(said, name, ()) for name in ("good", "neutral", "bad")}
    lines = (
        f"{name.capitalize()}, because {each}" for name, all_ in kinds.items() for each in all_
    )
    return _bullets(list(lines))


def _options(options: Sequence[Option]) -> str:
    """Each option with its description and arguments; nothing when none has any."""
    told = [(each, _section("", each.description).strip(), _argued(each)) for each in options]
    if not any(text or argued for _, text, argued in told):
        return ""
    parts = (
        part
        for option, text, argued in told
        for part in (f"### {option.title}", text, argued)
        if part
    )
    return "\n\n".join(parts)


def _more(decision: Decision) -> str:
    """What MADR has no place for, with the words that were added by hand in front."""
    parts = [decision.more_information.strip(), _bullets(list(_facts(decision)))]
    return "\n\n".join(part for part in parts if part)


def _facts(decision: Decision) -> Iterator[str]:
    yield f"{decision.key} is about {decision.kind.replace('_', ' ')}; {WORDS[decision.door]}."
    keys = {
        "Meeting": (decision.meeting,) if decision.meeting else (),
        "Evidence": decision.evidence,
        "Affects": decision.affects,
        "Supersedes": decision.supersedes,
    }
    for name, found in keys.items():
        if found:
            yield f"{name}: {', '.join(found)}"
    for view in decision.consulted:
        yield f"{view.person} thinks: {_one_line(view.view)}"
    for each in decision.expected_outcomes:
        by = f" by {each.by}" if each.by else ""
        yield f"Expected: {each.metric} {each.expected}{by}, with probability {each.probability:g}"
    if decision.review_on:
        yield f"Review on: {decision.review_on}"
    for look in decision.reviews:
        came = "".join(f"; {a.metric}: {a.result} {a.value or ''}".rstrip() for a in look.actuals)
        note = f"; {_one_line(look.note)}" if look.note.strip() else ""
        yield f"Reviewed on {look.on}: {look.verdict}{came}{note}"
    for note in decision.notes:
        yield f"Note: {_one_line(note)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
