// The least that a hand-written server does for a tool call: read, parse, look the order up, answer. No log, no limits.
import { createServer } from 'node:http';

const orders: Record<string, string> = { 'A-1001': 'shipped', 'A-1002': 'packed' };

interface Body {
  readonly message: {
    readonly toolCallList: readonly {
      readonly id: string;
      readonly function: { readonly name: string; readonly arguments: { readonly order_id: string } };
    }[];
  };
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { message }: Body = JSON.parse(Buffer.concat(chunks).toString());
    const results = message.toolCallList.map((call) => ({
      toolCallId: call.id,
      name: call.function.name,
      result: `The order is ${orders[call.function.arguments.order_id] ?? 'unknown'}.`,
    }));
    const text = JSON.stringify({ results });
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
process.on('SIGTERM', () => process.exit(0));
