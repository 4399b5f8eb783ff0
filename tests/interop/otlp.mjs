// A stock OpenTelemetry SDK: knows nothing of this project but an address, a key and names of metrics. It records known values, exports
// them, and prints what it was told (partial success, errors) as one JSON object.
//   node otlp.mjs grpc|http|proto ADDRESS KEY CIRCUIT delta|cumulative gzip|none RUN
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader, AggregationTemporality } from '@opentelemetry/sdk-metrics';
import grpc from '@grpc/grpc-js';
import { OTLPMetricExporter as GrpcExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as JsonExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoExporter } from '@opentelemetry/exporter-metrics-otlp-proto';

const [form, address, key, circuit, temporality, compression, run] = process.argv.slice(2);
const told = [];
const note = (level) => (...words) => told.push(`${level}: ${words.map((w) => (typeof w === 'string' ? w : JSON.stringify(w))).join(' ')}`);
diag.setLogger({ error: note('error'), warn: note('warn'), info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);

const temporalityPreference = temporality === 'delta' ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
const options = { compression, temporalityPreference, timeoutMillis: 20_000 };
const metadata = new grpc.Metadata();
metadata.set('authorization', `Bearer ${key}`);
const exporter = form === 'grpc'
  ? new GrpcExporter({ ...options, url: address, metadata })
  : new (form === 'http' ? JsonExporter : ProtoExporter)({ ...options, url: `${address}/v1/metrics`, headers: { authorization: `Bearer ${key}` } });

const provider = new MeterProvider({
  readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000, exportTimeoutMillis: 30_000 })],
  views: [{ meterName: 'exponential', instrumentName: 'telecom.latency', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
});
const attributes = { 'telecom.circuit': circuit, run };
const meter = provider.getMeter('numbers');
const gauge = meter.createGauge('telecom.latency', { unit: 'ms' });
const sent = meter.createCounter('telecom.packets.sent', { unit: '{packet}' });
const lost = meter.createCounter('telecom.packets.lost', { unit: '{packet}' });
const stranger = meter.createCounter('stranger');
const explicit = provider.getMeter('explicit').createHistogram('telecom.latency', { unit: 'ms' });
const exponential = provider.getMeter('exponential').createHistogram('telecom.latency', { unit: 'ms' });

for (const round of [1, 2]) {
  gauge.record(12.5 * round, attributes);
  sent.add(100 * round, attributes);
  lost.add(3 * round, attributes);
  stranger.add(1);
  for (let i = 1; i <= 10 * round; i++) explicit.record(i, attributes);
  for (let i = 1; i <= 20 * round; i++) exponential.record(i, attributes);
  await provider.forceFlush();
}

await provider.shutdown().catch((error) => told.push(`error: ${error}`));
console.log(JSON.stringify({ told }));
