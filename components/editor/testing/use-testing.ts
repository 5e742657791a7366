import { useStore } from 'zustand';
import { useEditor } from '../editor-context.tsx';
import { type Testing, type TestingState, testingOf } from './testing.ts';

/** Testing in the editor around a component. */
export const useTesting = (): Testing => testingOf(useEditor());

/** A part of the testing's state. The component is drawn again when it changes. */
export const useTestingState = <Part>(select: (state: TestingState) => Part): Part =>
  useStore(useTesting().store, select);
