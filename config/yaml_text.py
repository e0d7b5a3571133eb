"""The YAML door: every YAML text that people wrote for the program is read here."""

from typing import Any

import yaml

try:
    # Written in C, and some ten times as fast.
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]


class YamlTextError(Exception):
    """A text is no valid YAML; the message says why and in which line."""


class _UniqueKeyLoader(SafeLoader):
    """PyYAML keeps the last of two equal keys in silence; a town written twice must be an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key}' stands twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(text: str) -> Any:
    """Return what a YAML text holds.

    Raises:
        YamlTextError: It is no valid YAML, or a key stands in it twice.
    """
    try:
        return yaml.load(text, Loader=_UniqueKeyLoader)
    except yaml.YAMLError as error:
        raise YamlTextError(str(error)) from error
