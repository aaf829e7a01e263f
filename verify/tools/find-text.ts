import * as fs from 'fs';
import * as path from 'path';
import { gunzipSync, inflateRawSync } from 'zlib';

/** Where a text stands in the files of a folder: the file, and the path in it where it is JSON. Looks into archives too. */
export function findText(folder: string, text: string): string[] {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [
    ...files.filter(file => file.includes(text)).map(() => 'the name of a file'),
    ...files.filter(file => fs.statSync(path.join(folder, file)).isFile())
      .flatMap(file => [...inFile(file, fs.readFileSync(path.join(folder, file)), text)]),
  ].sort();
}

function* inFile(name: string, content: Buffer, text: string): Generator<string> {
  if (content.subarray(0, 2).toString('latin1') === 'PK') {
    for (const [entry, data] of zipEntries(content)) {
      yield* inFile(`${name}!${entry}`, data, text);
    }
  } else if (content.subarray(0, 2).toString('latin1') === '\x1f\x8b') {
    yield* inFile(`${name}!`, gunzipSync(content), text);
  } else if (content.includes(text)) {
    yield* name.endsWith('.json') ? inJson(name, JSON.parse(content.toString()), text) : [name];
  }
}

function* inJson(at: string, value: unknown, text: string): Generator<string> {
  if (typeof value === 'string' && value.includes(text)) {
    yield at;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (key.includes(text)) {
        yield `${at}/<key>`;
      }
      yield* inJson(`${at}/${key}`, item, text);
    }
  }
}

function* zipEntries(zip: Buffer): Generator<[name: string, data: Buffer]> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const raw = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    yield [zip.toString('utf8', at + 46, at + 46 + nameLength), zip.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw)];
    at += 46 + nameLength + extraLength + commentLength;
  }
}
