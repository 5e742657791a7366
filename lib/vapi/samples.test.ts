import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventCatalogue } from './events.ts';
import { readMessage } from './message.ts';
import { samplesOf } from './samples.ts';

const folder = new URL('./fixtures/samples/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'INDEX.json');
const all = eventCatalogue.flatMap(({ type }) => samplesOf(type).map((sample) => ({ type, sample })));

test('every type has a sample, and every sample is there under its type', async () => {
  expect(eventCatalogue.filter(({ type }) => samplesOf(type).length === 0).map(({ type }) => type)).toEqual(
    [],
  );
  expect(all.map(({ sample }) => `${sample.id}.json`).sort()).toEqual(files.sort());
  for (const { type, sample } of all) {
    const body = await sample.load();
    expect(readMessage(body)).toMatchObject({ ok: true, message: { type } });
    expect(body).toEqual(JSON.parse(readFileSync(new URL(`${sample.id}.json`, folder), 'utf8')));
  }
});

test('samples of one type can be told apart', () => {
  for (const { type } of eventCatalogue) {
    const labels = samplesOf(type).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.length === 1 || !labels.includes('')).toBe(true);
  }
});

test('where each sample comes from is written down', () => {
  const index: unknown = JSON.parse(readFileSync(new URL('INDEX.json', folder), 'utf8'));
  const listed = Array.isArray(index) ? index.map(({ file }) => file) : [];
  expect(files.filter((file) => !listed.includes(file))).toEqual([]);
});

test('a type unknown today has none', () => {
  expect(samplesOf('brand.new')).toEqual([]);
  expect(samplesOf('constructor')).toEqual([]);
});
