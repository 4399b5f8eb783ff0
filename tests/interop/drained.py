"""An agent written against the protos alone, with python3-grpcio and generic stubs.

It streams numbered batches, is told to move again and again, and goes on after what each Welcome states. It prints what it saw as one
JSON object. The messages come from a descriptor set ("buf build --as-file-descriptor-set").
"""
import json
import os
import queue
import sys
import threading
import time

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

address, agent, secret, circuit, batches, rows, pace_ms, descriptors = sys.argv[1:9]
last, rows, pace = int(batches), int(rows), int(pace_ms) / 1000

files = descriptor_pb2.FileDescriptorSet()
with open(descriptors, "rb") as source:
    files.ParseFromString(source.read())
pool = descriptor_pool.DescriptorPool()
for file in files.file:
    pool.Add(file)


def message_class(name):
    descriptor = pool.FindMessageTypeByName("telecom.ingestion.v1." + name)
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


Request, Response = message_class("StreamSamplesRequest"), message_class("StreamSamplesResponse")
base = int((time.time() - 3600) * 1_000_000)
epoch = os.urandom(16)
result = {"acknowledged": 0, "connections": 0, "drains": 0, "finished": 0, "refusals": 0, "regressions": 0}


def batch(sequence, declare):
    request = Request()
    request.batch.sequence = sequence
    request.batch.base_time_us = base + sequence * 1_000_000
    if declare:
        request.batch.circuits.add(handle=1, circuit=circuit)
    request.batch.latency.circuit.extend([1] * rows)
    request.batch.latency.time_delta_us.extend([1000] * rows)
    request.batch.latency.latency_us.extend(1000.0 + sequence + i for i in range(rows))
    return request


def connection(call):
    """One stream; returns how long to wait before the next, seconds."""
    result["connections"] += 1
    outgoing, stop, wait = queue.Queue(), threading.Event(), 0.05
    hello = Request()
    hello.hello.agent, hello.hello.spool_epoch, hello.hello.software = agent, epoch, "grpcio"
    hello.hello.agent_time_us = int(time.time() * 1_000_000)
    outgoing.put(hello)

    def send(first):
        for sequence in range(first, last + 1):
            if stop.is_set():
                return
            outgoing.put(batch(sequence, sequence == first))
            time.sleep(pace)
        finish = Request()
        finish.finish.last_sequence = last
        outgoing.put(finish)

    responses = call(iter(outgoing.get, None), metadata=[("authorization", "Bearer " + secret)], timeout=60)
    sender = None
    try:
        for response in responses:
            kind = response.WhichOneof("message")
            if kind == "welcome":
                if response.welcome.durable_sequence < result["acknowledged"]:
                    result["regressions"] += 1
                result["acknowledged"] = response.welcome.durable_sequence
                sender = threading.Thread(target=send, args=(response.welcome.durable_sequence + 1,))
                sender.start()
            elif kind == "ack":
                result["acknowledged"] = max(result["acknowledged"], response.ack.durable_sequence)
                result["refusals"] += len(response.ack.refusals)
            elif kind == "drain":
                result["drains"] += 1
                wait = response.drain.reconnect_after_ms / 1000
                stop.set()
                outgoing.put(None)
            elif kind == "finished":
                result["finished"] = response.finished.durable_sequence
    except grpc.RpcError as error:
        if error.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED, grpc.StatusCode.ABORTED):
            raise
    stop.set()
    outgoing.put(None)
    if sender:
        sender.join()
    return wait


with grpc.insecure_channel(address) as channel:
    call = channel.stream_stream(
        "/telecom.ingestion.v1.IngestionService/StreamSamples",
        request_serializer=Request.SerializeToString,
        response_deserializer=Response.FromString,
    )
    while result["finished"] < last and result["connections"] < 200:
        time.sleep(connection(call))
print(json.dumps(result))
