// An independent client: @grpc/grpc-js knows nothing of our code but the protos. It streams samples of one circuit, waits for their
// acknowledgement, finishes, reads the status, and prints what it saw as one JSON object.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [address, agent, agentSecret, circuit, viewerSecret, rows] = process.argv.slice(2);
const protos = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'protos');
const definition = loader.loadSync(
  ['telecom/ingestion/v1/ingestion_service.proto', 'telecom/sla/v1/sla_service.proto'],
  { includeDirs: [protos], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true });
const { telecom } = grpc.loadPackageDefinition(definition);
const as = (secret) => { const m = new grpc.Metadata(); m.set('authorization', `Bearer ${secret}`); return m; };
const deadline = () => new Date(Date.now() + 30_000);
const insecure = grpc.credentials.createInsecure();

const ingestion = new telecom.ingestion.v1.IngestionService(address, insecure);
const seen = await new Promise((resolve, reject) => {
  const stream = ingestion.StreamSamples(as(agentSecret), { deadline: deadline() });
  const result = { welcome: null, durable: '0', refusals: [], finished: null };
  stream.on('error', reject);
  stream.on('data', (message) => {
    if (message.message === 'welcome') {
      result.welcome = message.welcome;
      const now = Date.now() * 1000;
      const count = Number(rows);
      stream.write({ batch: {
        sequence: 1,
        base_time_us: now - count * 1000,
        circuits: [{ handle: 7, circuit }],
        latency: {
          circuit: Array(count).fill(7),
          time_delta_us: Array(count).fill(1000),
          latency_us: Array.from({ length: count }, (_, i) => 1000 + i),
        },
        loss: {
          circuit: [7, 7], time_delta_us: [0, 1000], sent: [100, 100], lost: [1, 200],
        },
      } });
    } else if (message.message === 'ack') {
      result.durable = message.ack.durable_sequence;
      result.refusals.push(...message.ack.refusals);
      if (result.durable === '1') stream.write({ finish: { last_sequence: 1 } });
    } else if (message.message === 'finished') {
      result.finished = message.finished.durable_sequence;
    }
  });
  stream.on('status', (status) => resolve({ ...result, code: status.code }));
  stream.write({ hello: { agent, spool_epoch: randomBytes(16), lane: 0, agent_time_us: Date.now() * 1000, software: 'grpc-js' } });
});
ingestion.close();

const sla = new telecom.sla.v1.SlaService(address, insecure);
const read = () => new Promise((resolve, reject) =>
  sla.GetStatus({ name: circuit }, as(viewerSecret), { deadline: deadline() }, (error, response) => error ? reject(error) : resolve(response.status)));
let status;
for (let attempt = 0; attempt < 300; attempt++) {
  status = await read();
  if (Number(status.sample_count) >= Number(rows) + 1) break;
  await new Promise((resolve) => setTimeout(resolve, 200));
}
sla.close();
console.log(JSON.stringify({ ...seen, status }));
