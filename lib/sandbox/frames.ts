/**
 * The frames on the pipe between the parent and a child: a 17-byte header (length of the text in bytes, type,
 * three numbers) and UTF-8 text. One run is one frame there and one or two back; JSON around JSON would be parsed
 * and escaped twice.
 */
export interface Frame {
  readonly type: number;
  readonly id: number;
  readonly a: number;
  readonly b: number;
  readonly text: string;
}

/** What the parent asks of a child. Every one but `drop` and `unload` is answered by `ack` when it is done. */
export const Ask = {
  /** Static analysis of a body. text: the source. `ack` carries the Analysis as JSON. */
  analyse: 1,
  /** Makes a unit's isolate and compiles its steps. id: unit, text: LoadRequest as JSON. */
  load: 2,
  /** id: run, a: step handle, b: milliseconds left, text: scope as JSON. */
  run: 3,
  /** A host call was answered. id: run, a: call with its outcome (call × 2 + ok), b: milliseconds left. */
  settle: 4,
  /** The run is over for the parent; forget it. id: run */
  drop: 5,
  /** id: unit */
  unload: 6,
  /** Make a hardened isolate ahead of need. */
  stock: 7,
} as const;

/** What a child tells the parent. */
export const Tell = {
  ready: 1,
  /** The frame that was asked is worked off. a: the state of the child, text: the answer. */
  ack: 2,
  /** id: run, a: call, text: HostCall as JSON */
  call: 3,
  /** The run no longer waits for this call. id: run, a: call */
  abort: 4,
  /** id: run, a: level, b: milliseconds since the run began, text: the line */
  console: 5,
  /** The run returned. id: run, b: as `acknowledgeWith` sets it, text: its result as JSON */
  done: 6,
  /** The run failed. id: run, a: index in failureKinds, b: as for `done`, text: ReportedError as JSON */
  failed: 7,
} as const;

export const failureKinds = ['error', 'output-limit', 'timeout', 'memory', 'syntax', 'crash'] as const;
export type ReportedKind = (typeof failureKinds)[number];

/** The state of a child: it must not be used again, it has no hardened isolate ready. */
export const ChildFlag = { dying: 1, needsStock: 2 } as const;

const HEADER_BYTES = 17;
/** Above every limit on what may cross, so that only a broken peer exceeds it. */
const MAX_TEXT_BYTES = 32 * 1024 * 1024;

/** The bytes of one frame. */
export const encodeFrame = (type: number, id: number, a: number, b: number, text: string): Buffer => {
  const length = text === '' ? 0 : Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + length);
  bytes.writeUInt32LE(length, 0);
  bytes[4] = type;
  bytes.writeUInt32LE(id, 5);
  bytes.writeUInt32LE(a, 9);
  bytes.writeUInt32LE(b, 13);
  if (length > 0) bytes.write(text, HEADER_BYTES);
  return bytes;
};

/**
 * Lets the frame that ends a run say as well that what was asked is worked off, since nearly every run ends with it.
 * False where `bytes` are no such frame.
 */
export const acknowledgeWith = (bytes: Buffer | undefined, flags: number): boolean => {
  if (bytes === undefined || (bytes[4] !== Tell.done && bytes[4] !== Tell.failed)) return false;
  bytes.writeUInt32LE(flags * 2 + 1, 13);
  return true;
};

/** The flags that `acknowledgeWith` put into a frame; undefined where it was not used. */
export const acknowledgedBy = ({ type, b }: Frame): number | undefined =>
  (type === Tell.done || type === Tell.failed) && (b & 1) === 1 ? b >>> 1 : undefined;

export interface FrameReader {
  /** Takes the next bytes of the stream; afterwards `next` gives the frames that are complete. */
  readonly push: (bytes: Buffer) => void;
  /** The next complete frame. Throws where the peer announces one that is larger than any frame may be. */
  readonly next: () => Frame | undefined;
}

/** Cuts a stream of bytes into frames. */
export const createFrameReader = (): FrameReader => {
  let chunks: Buffer[] = [];
  let available = 0;

  const joined = (): Buffer => {
    const all = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    chunks = [all];
    return all;
  };

  const announced = (head: Buffer): number => {
    const length = head.readUInt32LE(0);
    if (length > MAX_TEXT_BYTES) throw new Error(`sandbox frame of ${length} bytes`);
    return HEADER_BYTES + length;
  };

  let needed = HEADER_BYTES;
  return {
    push: (bytes) => {
      chunks.push(bytes);
      available += bytes.length;
    },
    next: () => {
      if (available < needed) return undefined;
      const all = joined();
      needed = announced(all);
      if (available < needed) return undefined; // joined only once more, when all of it is there
      const frame = {
        type: all.readUInt8(4),
        id: all.readUInt32LE(5),
        a: all.readUInt32LE(9),
        b: all.readUInt32LE(13),
        text: needed === HEADER_BYTES ? '' : all.toString('utf8', HEADER_BYTES, needed),
      };
      available -= needed;
      chunks = available === 0 ? [] : [all.subarray(needed)];
      needed = HEADER_BYTES;
      return frame;
    },
  };
};
