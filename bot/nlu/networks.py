"""Training of the perceptrons that classify intents.

One hidden layer each, with dropout, AdamW and a learning rate that falls along a cosine: on phrases
unlike the others these are right more often than scikit-learn's, which know no dropout
(docs/understanding.md has the figures). Trained with TensorFlow, which Rasa brings along, and run
with numpy alone (`bot/nlu/classifier.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[Any]
Layers = List[Dict[str, Matrix]]  # of one network: {"matrix": (in, out), "bias": (out,)}


@dataclass(frozen=True)
class Recipe:
    """How a network is trained.

    `dropout` and `input_dropout` are the shares of hidden units and of features left out of a step;
    `label_smoothing` is the share of certainty given to all intents alike.
    """

    hidden: int
    epochs: int
    dropout: float
    input_dropout: float
    label_smoothing: float
    batch_size: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 1e-4


def train_network(features: Matrix, labels: Matrix, recipe: Recipe, seed: int) -> Layers:
    """The layers of a network that was trained on features.

    Args: `features` (examples, dimensions), float32; `labels` (examples,), numbers of the intents
    from 0 without gaps; `seed` of weights, dropout and order, the same for the same network.
    """
    import tensorflow as tf

    examples, intents = len(labels), int(labels.max()) + 1
    tf.keras.utils.set_random_seed(seed)
    dense = tf.keras.layers.Dense
    inner, outer = dense(recipe.hidden, activation="relu"), dense(intents)
    features_left_out = tf.keras.layers.Dropout(recipe.input_dropout, seed=seed)
    units_left_out = tf.keras.layers.Dropout(recipe.dropout, seed=seed)
    network = tf.keras.Sequential([features_left_out, inner, units_left_out, outer])
    steps = recipe.epochs * -(-examples // recipe.batch_size)
    falling = tf.keras.optimizers.schedules.CosineDecay(recipe.learning_rate, steps)
    network.compile(
        optimizer=tf.keras.optimizers.AdamW(falling, weight_decay=recipe.weight_decay),
        loss=tf.keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=recipe.label_smoothing
        ),
    )
    targets = np.eye(intents, dtype=np.float32)[labels]
    shuffled = tf.data.Dataset.from_tensor_slices((features, targets))
    shuffled = shuffled.shuffle(examples, seed=seed).batch(recipe.batch_size)
    network.fit(shuffled, epochs=recipe.epochs, verbose=0)
    return [
        dict(zip(("matrix", "bias"), map(np.asarray, layer.get_weights())))
        for layer in (inner, outer)
    ]
