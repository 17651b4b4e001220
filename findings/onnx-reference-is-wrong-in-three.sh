#!/bin/sh
# The reference evaluator of ONNX computes three operators wrong, so a right file fails a check against it.
#
# onnx 1.23.2, onnxruntime 1.32.0. onnx.reference is there to tell what an operator means. Its LpNormalization with p=1
# divides by the sum of the numbers and not by that of their absolute values, so signs flip and a sum near 0 explodes.
# Its LRN, which normalizes the pixels of older networks over their channels, counts to the number of pictures where it
# should count to the number of channels: with one picture only the first channel changes. Its LpPool with ceil_mode=1
# gives too much for windows that reach over the edge. ONNX Runtime agrees with the formulas in onnx's own list of
# operators in all three. Nothing warns. Seen:
#
#     1 -2 3 -3 with p=1:
#         reference evaluator: -1.000 2.000 -3.000 3.000
#         ONNX Runtime: 0.111 -0.222 0.333 -0.333
#     LpNormalization, p=1: reference evaluator off by up to 3.3, ONNX Runtime by 0e+00
#     LRN of one picture: reference evaluator off by up to 1.4, ONNX Runtime by 6e-08
#     channels that LRN changes: 1 of 4, in ONNX Runtime 4 of 4
#     LpPool, ceil_mode=1: reference evaluator off by up to 1.4, ONNX Runtime by 0e+00
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
OMP_NUM_THREADS=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import TensorProto, ValueInfoProto, helper
from onnx.reference import ReferenceEvaluator

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
rng = np.random.default_rng(0)


def both(operator, *arrays, **attributes):
    names = [f"input{k}" for k in range(len(arrays))]
    infos = [helper.make_tensor_value_info(n, TensorProto.FLOAT, a.shape) for n, a in zip(names, arrays)]
    node = helper.make_node(operator, names, ["output"], **attributes)
    graph = helper.make_graph([node], "one", infos, [ValueInfoProto(name="output")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    feed = dict(zip(names, arrays))
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return ReferenceEvaluator(model).run(None, feed)[0], session.run(None, feed)[0]


def tell(name, seen, by_hand):
    apart = [np.abs(result - by_hand).max() for result in seen]
    print(f"{name}: reference evaluator off by up to {apart[0]:.2g}, ONNX Runtime by {apart[1]:.0e}")
    assert apart[0] > 0.1 and apart[1] < 1e-5, apart


vector = np.array([[1, -2, 3, -3]], np.float32)
seen = both("LpNormalization", vector, axis=1, p=1)
print("1 -2 3 -3 with p=1:")
for name, result in zip(("reference evaluator", "ONNX Runtime"), seen):
    print(f"    {name}:", *(f"{x:.3f}" for x in result[0]))
tell("LpNormalization, p=1", seen, vector / np.abs(vector).sum())

picture = rng.normal(size=(1, 4, 3, 3)).astype(np.float32)
near = [(picture[:, max(0, c - 1) : c + 2] ** 2).sum(1) for c in range(4)]
by_hand = picture / (1 + np.stack(near, 1) / 3) ** 0.75
seen = both("LRN", picture, size=3, alpha=1.0)
tell("LRN of one picture", seen, by_hand)
changed = [[bool(np.abs(result[0, c] / picture[0, c] - 1).max() > 1e-3) for c in range(4)] for result in seen]
print(f"channels that LRN changes: {sum(changed[0])} of 4, in ONNX Runtime {sum(changed[1])} of 4")
assert changed == [[True, False, False, False], [True] * 4]

picture = rng.normal(size=(1, 1, 4, 4)).astype(np.float32)
by_hand = [[np.sqrt((picture[0, 0, i : i + 3, j : j + 3] ** 2).sum()) for j in (0, 2)] for i in (0, 2)]
seen = both("LpPool", picture, kernel_shape=(3, 3), strides=(2, 2), ceil_mode=1)
tell("LpPool, ceil_mode=1", seen, np.array(by_hand))
assert (seen[0] > np.array(by_hand) - 1e-5).all()
PYTHON
