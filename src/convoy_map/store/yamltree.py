"""YAML read into plain values that remember their lines.

Only plain data is read: no tags, no anchors or aliases, no duplicate keys, and
keys and dates stay the text they are written as (YAML 1.1 would turn the key
``on`` into a boolean and a date into an object).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from convoy_map.errors import CaseError

_INT = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?")
MAX_BYTES = 20_000_000
MAX_DEPTH = 30

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
KeyPath = tuple[str | int, ...]


@dataclass(slots=True)
class YamlTree:
    """A YAML document as plain values, and the line of every node (1-based)."""

    path: Path
    root: Value
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def where(self, key_path: KeyPath = ()) -> str:
        """``file:line`` of the deepest known node on the way to ``key_path``."""
        for depth in range(len(key_path), -1, -1):
            line = self.lines.get(key_path[:depth])
            if line is not None:
                return f"{self.path.name}:{line}"
        return self.path.name


def read_yaml(path: Path) -> YamlTree:
    """Read a YAML file.

    Raises
    ------
    CaseError
        If the file is missing, too large, not UTF-8, not YAML, or uses tags,
        aliases or duplicate keys; with the line.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CaseError(
            f"cannot be read ({error.strerror})", where=str(path), mend="check the path"
        ) from error
    if len(raw) > MAX_BYTES:
        raise CaseError(
            f"is {len(raw)} bytes long, over the limit of {MAX_BYTES}",
            where=path.name,
            mend="split the case",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CaseError(
            f"byte {error.start} is not UTF-8", where=f"{path.name}:{line}", mend="save it as UTF-8"
        ) from error
    tree = YamlTree(path=path, root=None)
    tree.root = _plain(_compose(text, path), tree, (), 0)
    return tree


def _compose(text: str, path: Path) -> yaml.Node | None:
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                raise CaseError(
                    "uses a YAML anchor, alias or tag, which case files may not",
                    where=f"{path.name}:{token.start_mark.line + 1}",
                    mend="write the value out; put text that begins with & * or ! in quotes",
                )
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise CaseError(
            f"is not valid YAML ({error.problem or 'unreadable'})",
            where=f"{path.name}:{line}",
            mend="check quotes, brackets and indentation on this line and the one before",
        ) from error
    except yaml.YAMLError as error:
        raise CaseError(
            f"holds a character that YAML does not allow ({str(error).splitlines()[0]})",
            where=path.name,
            mend="remove control characters",
        ) from error
    except RecursionError as error:
        raise CaseError("is nested too deeply", where=path.name, mend="flatten it") from error


def _plain(node: yaml.Node | None, tree: YamlTree, key_path: KeyPath, depth: int) -> Value:
    if node is None:
        return None
    line = node.start_mark.line + 1
    tree.lines[key_path] = line
    if depth > MAX_DEPTH:
        raise CaseError("is nested too deeply", where=f"{tree.path.name}:{line}", mend="flatten it")
    if isinstance(node, yaml.SequenceNode):
        return [_plain(n, tree, (*key_path, i), depth + 1) for i, n in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, tree, key_path, depth)
    return _scalar(node)


def _mapping(
    node: yaml.MappingNode, tree: YamlTree, key_path: KeyPath, depth: int
) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for key_node, value_node in node.value:
        where = f"{tree.path.name}:{key_node.start_mark.line + 1}"
        if not isinstance(key_node, yaml.ScalarNode):
            raise CaseError("a key is not plain text", where=where, mend="write key: value")
        key = str(key_node.value)
        if key in out:
            raise CaseError(
                f"the key '{key}' is there twice", where=where, mend="keep one of the two"
            )
        out[key] = _plain(value_node, tree, (*key_path, key), depth + 1)
        tree.lines[(*key_path, key)] = key_node.start_mark.line + 1
    return out


def _scalar(node: yaml.Node) -> Value:
    text = str(node.value)
    if getattr(node, "style", None) in {"'", '"', "|", ">"}:
        return text
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
