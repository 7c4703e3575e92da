"""A model's training graph is looked at only by who asks for it.

Rasa imports every class of it when a model is loaded to serve: importers, validators, and through
them the components of Rasa that this model has not, with TensorFlow.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Any, Dict, Type

from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.storage.storage import ModelMetadata

stock_from_dict = ModelMetadata.from_dict.__func__


class LateGraphSchema(GraphSchema):
    """A graph schema that is read from its serialised form at first use."""

    def __init__(self, serialized: Dict[str, Any]) -> None:
        self._serialized = serialized

    @cached_property
    def nodes(self) -> Dict[str, SchemaNode]:
        """The nodes by name, their classes imported."""
        nodes: Dict[str, SchemaNode] = GraphSchema.from_dict(self._serialized).nodes
        return nodes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GraphSchema) and self.nodes == other.nodes


def from_dict(cls: Type[ModelMetadata], serialized: Dict[str, Any]) -> ModelMetadata:
    """`ModelMetadata.from_dict`, the training graph left for later."""
    metadata = stock_from_dict(cls, {**serialized, "train_schema": {"nodes": {}}})
    return dataclasses.replace(metadata, train_schema=LateGraphSchema(serialized["train_schema"]))
