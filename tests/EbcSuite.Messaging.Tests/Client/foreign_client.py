"""A foreign client by docs/protocol.md alone: pyzmq and python3-msgpack know nothing of EbcSuite.

Arguments: endpoint, broker's public key, own public key, own secret key, identity. Subscribes to node = IDENTITY, publishes
event = "from_python", waits for one event and prints its attribute "text".
"""
import sys

import msgpack
import zmq

endpoint, server, public, secret, identity = sys.argv[1:]
socket = zmq.Context().socket(zmq.DEALER)
socket.curve_serverkey = server.encode()
socket.curve_publickey = public.encode()
socket.curve_secretkey = secret.encode()
socket.linger = 2000
socket.rcvtimeo = 30000
socket.connect(endpoint)


def say(*fields):
    socket.send(msgpack.packb([1, *fields]))


def hear():
    return msgpack.unpackb(socket.recv())


say(1, identity, 1)
assert hear()[1] == 2, "no Welcome"
say(3, 1, 1, [["node", 1, identity]])
assert hear()[1:3] == [6, 1], "not subscribed"
say(5, 2, [{"event": "from_python", "from": identity}, b"body"])
assert hear()[1:3] == [6, 2], "not published"
kind, attributes = None, None
while kind != 8:
    _, kind, *fields = hear()
attributes, body = fields[2]
say(12, "done")
print(attributes["text"])
