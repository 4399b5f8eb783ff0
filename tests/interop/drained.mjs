// An agent written against the protos alone, with @grpc/grpc-js: it streams numbered batches, is told to move again and again, and goes on
// after what each Welcome states. It prints what it saw as one JSON object.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [address, agent, secret, circuit, batches, rows, paceMs] = process.argv.slice(2);
const protos = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'protos');
const definition = loader.loadSync(
  ['telecom/ingestion/v1/ingestion_service.proto'],
  { includeDirs: [protos], keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true });
const { telecom } = grpc.loadPackageDefinition(definition);
const metadata = new grpc.Metadata();
metadata.set('authorization', `Bearer ${secret}`);
const epoch = randomBytes(16);
const last = Number(batches);
const base = (Date.now() - 3_600_000) * 1000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const result = { acknowledged: 0, connections: 0, drains: 0, finished: 0, refusals: 0, regressions: 0 };

const batch = (sequence, declare) => ({ batch: {
  sequence,
  base_time_us: base + sequence * 1_000_000,
  circuits: declare ? [{ handle: 1, circuit }] : [],
  latency: {
    circuit: Array(Number(rows)).fill(1),
    time_delta_us: Array(Number(rows)).fill(1000),
    latency_us: Array.from({ length: Number(rows) }, (_, i) => 1000 + sequence + i),
  },
} });

const connection = (client) => new Promise((resolve) => {
  result.connections++;
  const stream = client.StreamSamples(metadata, { deadline: new Date(Date.now() + 60_000) });
  let next = 0;
  let open = true;
  let wait = 50;
  stream.on('error', () => { open = false; });
  stream.on('status', () => { open = false; resolve(wait); });
  stream.on('data', async (message) => {
    switch (message.message) {
      case 'welcome': {
        if (message.welcome.durable_sequence < result.acknowledged) result.regressions++;
        result.acknowledged = message.welcome.durable_sequence;
        next = result.acknowledged + 1;
        for (let declare = true; open && next <= last; declare = false) {
          stream.write(batch(next++, declare));
          await sleep(Number(paceMs));
        }
        if (open) stream.write({ finish: { last_sequence: last } });
        break;
      }
      case 'ack':
        result.acknowledged = Math.max(result.acknowledged, message.ack.durable_sequence);
        result.refusals += message.ack.refusals.length;
        break;
      case 'rewind':
        next = message.rewind.durable_sequence + 1;
        break;
      case 'drain':
        result.drains++;
        wait = message.drain.reconnect_after_ms;
        if (open && next <= last) { open = false; stream.end(); }
        break;
      case 'finished':
        result.finished = message.finished.durable_sequence;
        break;
      default:
    }
  });
  stream.write({ hello: { agent, spool_epoch: epoch, lane: 0, agent_time_us: Date.now() * 1000, software: 'grpc-js' } });
});

const client = new telecom.ingestion.v1.IngestionService(address, grpc.credentials.createInsecure());
while (result.finished < last && result.connections < 200) await sleep(await connection(client));
client.close();
console.log(JSON.stringify(result));
