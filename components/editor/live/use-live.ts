import { useStore } from 'zustand';
import { useEditor } from '../editor-context.tsx';
import type { LiveState } from './editor-live.ts';
import type { FromOthers } from './follow-server.ts';

/** A part of what is known of the others. The component is drawn again when it changes. */
export const useLive = <Part>(select: (state: LiveState) => Part): Part =>
  useStore(useEditor().live.state, select);

/** A part of what others did. */
export const useFromOthers = <Part>(select: (state: FromOthers) => Part): Part =>
  useStore(useEditor().fromOthers, select);
