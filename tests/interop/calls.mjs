// The four call types through the gateway with @grpc/grpc-js, without protos: messages are texts. It prints what it saw as one JSON object.
//   node calls.mjs ADDRESS KEY BEATS PACE_MS [CA_FILE]
import { readFileSync } from 'node:fs';
import grpc from '@grpc/grpc-js';

const [address, secret, beats, paceMs, ca] = process.argv.slice(2);
const service = '/telecom.ingestion.v1.IngestionService/';
const credentials = ca ? grpc.credentials.createSsl(readFileSync(ca)) : grpc.credentials.createInsecure();
const client = new grpc.Client(address, credentials);
const write = (text) => Buffer.from(text, 'utf8');
const read = (bytes) => bytes.toString('utf8');
const key = new grpc.Metadata();
key.set('authorization', `Bearer ${secret}`);
const within = (seconds) => ({ deadline: new Date(Date.now() + seconds * 1000) });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const last = (metadata, name) => metadata.get(name).flatMap((value) => String(value).split(', ')).at(-1) ?? null;
const ended = (call, seen) => new Promise((resolve) => {
  call.on('error', () => {});
  call.on('metadata', (headers) => { seen.header = last(headers, 'x-header'); });
  call.on('status', (status) => resolve({
    ...seen,
    code: status.code,
    message: status.details,
    trailer: last(status.metadata, 'x-trailer'),
    details: status.metadata.get('grpc-status-details-bin').length,
  }));
});
const unary = (text, metadata) => {
  const seen = { answer: null };
  return ended(client.makeUnaryRequest(`${service}Unary`, write, read, text, metadata, within(60), (_, answer) => { seen.answer = answer ?? null; }), seen);
};
const duplex = (onAnswer) => {
  const seen = { answers: 0 };
  const call = client.makeBidiStreamRequest(`${service}Duplex`, write, read, key, within(120));
  call.on('data', (answer) => { seen.answers++; onAnswer?.(call, answer); });
  return { call, end: ended(call, seen) };
};
const download = (text, seconds, onAnswer) => {
  const seen = { answers: 0, ordered: true };
  const call = client.makeServerStreamRequest(`${service}Download`, write, read, text, key, within(seconds));
  call.on('data', (answer) => { seen.ordered &&= Number(answer) === seen.answers++; onAnswer?.(call); });
  return ended(call, seen);
};

const result = {};
result.unary = await unary('grüß dich', key);
result.refused = await unary('refuse', key);
result.nobody = await unary('a', new grpc.Metadata());

const uploaded = { answer: null };
const upload = client.makeClientStreamRequest(`${service}Upload`, write, read, key, within(60), (_, answer) => { uploaded.answer = answer ?? null; });
const uploadEnd = ended(upload, uploaded);
for (let i = 0; i < 50; i++) upload.write('x'.repeat(10_000));
upload.end();
result.upload = await uploadEnd;

result.download = await download('500', 60);
result.late = await download('1 hang', 3);
result.cancelled = await download('1 hang', 60, (call) => call.cancel());

const long = duplex();
for (let i = 0; i < Number(beats); i++) {
  long.call.write(`beat ${i}`);
  await sleep(Number(paceMs));
}
long.call.end();
result.long = await long.end;

const open = duplex();
open.call.write('last');
result.ended = await open.end;
client.close();
console.log(JSON.stringify(result));
