"""Reads frames with python3-msgpack and writes them again.

One request a line on standard input: the frame in hex, a space, and its structure as tagged JSON. One answer a line:
the structure that msgpack reads in the frame, as tagged JSON, a space, and the frame in hex that msgpack packs from the
structure of the request. Tagged, as JSON has no bytes, no 64-bit floats by their bits and no order of pairs:
{"i": "-5"} {"f": "3ff8000000000000"} {"s": "text"} {"b": "00ff"} {"t": true} {"a": [...]} {"m": [[key, value], ...]}
"""
import json
import struct
import sys

try:
    import msgpack
except ImportError:
    sys.exit(3)


def describe(value):
    if isinstance(value, bool):
        return {"t": value}
    if isinstance(value, int):
        return {"i": str(value)}
    if isinstance(value, float):
        return {"f": struct.pack(">d", value).hex()}
    if isinstance(value, str):
        return {"s": value}
    if isinstance(value, bytes):
        return {"b": value.hex()}
    if isinstance(value, list):
        return {"a": [describe(item) for item in value]}
    if isinstance(value, dict):
        return {"m": [[describe(key), describe(item)] for key, item in value.items()]}
    raise ValueError(f"no message holds a {type(value)}")


def build(described):
    (tag, value), = described.items()
    if tag == "i":
        return int(value)
    if tag == "f":
        return struct.unpack(">d", bytes.fromhex(value))[0]
    if tag == "b":
        return bytes.fromhex(value)
    if tag == "a":
        return [build(item) for item in value]
    if tag == "m":
        return {build(key): build(item) for key, item in value}
    return value


for line in sys.stdin:
    frame, structure = line.rstrip("\n").split(" ", 1)
    read = json.dumps(describe(msgpack.unpackb(bytes.fromhex(frame))), separators=(",", ":"))
    print(read, msgpack.packb(build(json.loads(structure))).hex())
