import { expectTypeOf, test } from 'vitest';
import type * as nodes from '../nodes/step.ts';
import type * as sandbox from './contract.ts';

test('what the nodes ask for is what the sandbox gives', () => {
  expectTypeOf<sandbox.CodePort>().toExtend<nodes.CodePort>();
  expectTypeOf<nodes.CodeRequest>().toExtend<sandbox.CodeRequest>();
  expectTypeOf<sandbox.CodeOutcome>().toEqualTypeOf<nodes.CodeOutcome>();
  expectTypeOf<nodes.HttpPort>().toExtend<sandbox.HttpPort>();
  expectTypeOf<nodes.MemoryPort>().toExtend<sandbox.MemoryPort>();
});
