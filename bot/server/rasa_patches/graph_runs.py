"""The graph of a model is run node by node, in an order worked out once.

Rasa hands it to dask's scheduler for every message and every prediction: it sorts the graph anew
and puts queues between nodes that run one after the other all the same.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple
from weakref import WeakKeyDictionary

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

stock_run = DaskGraphRunner.run

#: A node and the nodes or inputs it needs, in the order of its parameters.
_Step = Tuple[str, Tuple[str, ...]]
_orders: WeakKeyDictionary[DaskGraphRunner, Dict[Tuple[str, ...], List[_Step]]]
_orders = WeakKeyDictionary()


def run(
    self: DaskGraphRunner,
    inputs: Optional[Dict[str, Any]] = None,
    targets: Optional[List[str]] = None,
) -> Dict[str, Any]:
    """`DaskGraphRunner.run`; training, which names no targets, is left to dask."""
    if not targets:
        return dict(stock_run(self, inputs, targets))
    outputs: Dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    clashes = outputs.keys() & self._instantiated_nodes.keys()
    if clashes:
        raise GraphRunError(f"Inputs have the names of nodes of the graph: {sorted(clashes)}.")
    try:
        for node, needs in _order(self, tuple(targets)):
            given = [outputs.get(need, need) for need in needs]
            outputs[node] = self._instantiated_nodes[node](*given)
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(outputs[target] for target in targets)


def _order(runner: DaskGraphRunner, targets: Tuple[str, ...]) -> List[_Step]:
    known = _orders.setdefault(runner, {})
    if targets not in known:
        known[targets] = ordered(runner._graph_schema.minimal_graph_schema(list(targets)))
    return known[targets]


def ordered(schema: GraphSchema) -> List[_Step]:
    """The nodes of a graph, each after those it needs."""
    steps: Dict[str, _Step] = {}

    def add(name: str) -> None:
        if name in schema.nodes and name not in steps:
            needs = tuple(schema.nodes[name].needs.values())
            for need in needs:
                add(need)
            steps[name] = (name, needs)

    for name in schema.nodes:
        add(name)
    return list(steps.values())
