#!/bin/sh
# ONNX Runtime makes a picture of 64 pixels one of 62 when it pools with "same" padding and a dilation of 2.
#
# onnxruntime 1.32.0, onnx 1.23.2. The definition of MaxPool, AveragePool and LpPool says that SAME_UPPER and SAME_LOWER
# pad so that the result has the size of the input, divided by the stride and rounded up. ONNX Runtime pads as if there
# were no dilation, so with a kernel of 3 a border of d - 1 pixels is missing for a dilation of d. The numbers inside
# are right. The shape inference of onnx, which export tools and viewers use, finds the defined size in the same file.
# For Conv, ONNX Runtime refuses SAME with a dilation by an error; here it runs, and its log has a warning that the size
# is not the expected one. Whatever averages over the picture afterwards, as the critic of a GAN may, goes on without
# its border. The cure is to write the pads as numbers (for a dilation of 3 they have to be a Pad of their own). With
# pads of 1 and ceil_mode the two differ, too: pooling by 2 makes 34 of 65 pixels by the letter up to opset 21, and 33
# from opset 22 on, which leaves out a window of padding alone. ONNX Runtime always makes 33. Seen:
#
#     MaxPool, dilation 1: ONNX Runtime 64, inferred 64
#     MaxPool, dilation 2: ONNX Runtime 62, inferred 64
#     MaxPool, dilation 3: ONNX Runtime 60, inferred 64
#     MaxPool, dilation 2, pads of 2: ONNX Runtime 64
#     AveragePool, dilation 1: ONNX Runtime 64, inferred 64
#     AveragePool, dilation 2: ONNX Runtime 62, inferred 64
#     AveragePool, dilation 3: ONNX Runtime 60, inferred 64
#     AveragePool, dilation 2, pads of 2: ONNX Runtime 64
#     LpPool, dilation 1: ONNX Runtime 64, inferred 64
#     LpPool, dilation 2: ONNX Runtime 62, inferred 64
#     LpPool, dilation 3: ONNX Runtime 60, inferred 64
#     LpPool, dilation 2, pads of 2: ONNX Runtime 64
#     MaxPool of 65 pixels by 2, ceil_mode, opset 21: ONNX Runtime 33, inferred 34
#     MaxPool of 65 pixels by 2, ceil_mode, opset 22: ONNX Runtime 33, inferred 33
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper, shape_inference

picture = np.random.default_rng(0).random((1, 1, 64, 64), np.float32)


def run(operator, picture, opset=22, **attributes):
    """Return the size that onnx infers, and the picture that ONNX Runtime makes."""
    size = picture.shape
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, size)
    made = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    node = helper.make_node(operator, ["x"], ["y"], **attributes)
    graph = helper.make_graph([node], "pool", [given], [made])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    inferred = shape_inference.infer_shapes(model).graph.output[0].type.tensor_type.shape.dim[3].dim_value
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    return inferred, session.run(None, {"x": picture})[0][0, 0]


def by_hand(operator, picture, dilation):
    """Pool a picture with a kernel of 3, so that it keeps its size."""
    size = picture.shape[2]
    empty = -np.inf if operator == "MaxPool" else np.nan if operator == "AveragePool" else 0
    padded = np.pad(picture[0, 0].astype(float), dilation, constant_values=empty)
    places = [(i * dilation, j * dilation) for i in range(3) for j in range(3)]
    windows = np.array([padded[i : i + size, j : j + size] for i, j in places])
    if operator == "LpPool":
        return np.sqrt((windows**2).sum(0))
    return windows.max(0) if operator == "MaxPool" else np.nanmean(windows, axis=0)


for operator in ("MaxPool", "AveragePool", "LpPool"):
    for dilation in (1, 2, 3):
        same = {"kernel_shape": [3, 3], "dilations": [dilation, dilation], "auto_pad": "SAME_UPPER"}
        inferred, found = run(operator, picture, **same)
        right = by_hand(operator, picture, dilation)
        edge = dilation - 1
        off = np.abs(found - right[edge : 64 - edge, edge : 64 - edge]).max()
        print(f"{operator}, dilation {dilation}: ONNX Runtime {len(found)}, inferred {inferred}")
        assert inferred == 64 and len(found) == 64 - 2 * edge and off < 1e-5
    pads = run(operator, picture, kernel_shape=[3, 3], dilations=[2, 2], pads=[2, 2, 2, 2])[1]
    off = np.abs(pads - by_hand(operator, picture, 2)).max()
    print(f"{operator}, dilation 2, pads of 2: ONNX Runtime {len(pads)}")
    assert len(pads) == 64 and off < 1e-5
ceil = {"kernel_shape": [2, 2], "strides": [2, 2], "pads": [1, 1, 1, 1], "ceil_mode": 1}
for opset, expected in ((21, 34), (22, 33)):
    inferred, found = run("MaxPool", np.ones((1, 1, 65, 65), np.float32), opset, **ceil)
    print(f"MaxPool of 65 pixels by 2, ceil_mode, opset {opset}: ONNX Runtime {len(found)}, inferred {inferred}")
    assert (len(found), inferred) == (33, expected)
PYTHON
