"""The four call types through the gateway with python3-grpcio, without protos: messages are texts.

It prints what it saw as one JSON object: python3 calls.py ADDRESS KEY BEATS PACE_MS [CA_FILE]
"""
import json
import queue
import sys
import time

import grpc

address, secret, beats, pace_ms = sys.argv[1:5]
if len(sys.argv) > 5:
    with open(sys.argv[5], "rb") as source:
        channel = grpc.secure_channel(address, grpc.ssl_channel_credentials(source.read()))
else:
    channel = grpc.insecure_channel(address)

SERVICE = "/telecom.ingestion.v1.IngestionService/"
KEY = [("authorization", "Bearer " + secret)]
TEXT = {"request_serializer": lambda text: text.encode(), "response_deserializer": lambda data: data.decode()}
unary_call = channel.unary_unary(SERVICE + "Unary", **TEXT)
upload_call = channel.stream_unary(SERVICE + "Upload", **TEXT)
download_call = channel.unary_stream(SERVICE + "Download", **TEXT)
duplex_call = channel.stream_stream(SERVICE + "Duplex", **TEXT)


def last(metadata, name):
    return next((entry.value for entry in reversed(metadata or ()) if entry.key == name), None)


def ended(call, **seen):
    trailers = call.trailing_metadata()
    return {
        **seen,
        "code": call.code().value[0],
        "message": call.details(),
        "header": last(call.initial_metadata(), "x-header"),
        "trailer": last(trailers, "x-trailer"),
        "details": sum(1 for entry in trailers or () if entry.key == "grpc-status-details-bin"),
    }


def single(call):
    try:
        answer = call.result()
    except grpc.RpcError:
        answer = None
    except grpc.FutureCancelledError:
        answer = None
    return ended(call, answer=answer)


def many(call, on_answer=lambda: None):
    answers, ordered = 0, True
    try:
        for answer in call:
            ordered = ordered and answer in (str(answers), "echo beat %d" % answers, "echo last")
            answers += 1
            on_answer()
    except grpc.RpcError:
        pass
    return ended(call, answers=answers, ordered=ordered)


def beat():
    for i in range(int(beats)):
        yield "beat %d" % i
        time.sleep(int(pace_ms) / 1000)


result = {
    "unary": single(unary_call.future("grüß dich", metadata=KEY, timeout=60)),
    "refused": single(unary_call.future("refuse", metadata=KEY, timeout=60)),
    "nobody": single(unary_call.future("a", timeout=60)),
    "upload": single(upload_call.future(iter(["x" * 10_000] * 50), metadata=KEY, timeout=60)),
    "download": many(download_call("500", metadata=KEY, timeout=60)),
    "late": many(download_call("1 hang", metadata=KEY, timeout=3)),
}
hanging = download_call("1 hang", metadata=KEY, timeout=60)
result["cancelled"] = many(hanging, hanging.cancel)
result["long"] = many(duplex_call(beat(), metadata=KEY, timeout=120))
outgoing = queue.Queue()
outgoing.put("last")
result["ended"] = many(duplex_call(iter(outgoing.get, None), metadata=KEY, timeout=120))
outgoing.put(None)
channel.close()
print(json.dumps(result))
