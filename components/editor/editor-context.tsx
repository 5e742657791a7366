'use client';

import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { Autosave } from './autosave.ts';
import type { CanvasUiStore } from './canvas/canvas-ui.ts';
import type { CodeCheck } from './code-check.ts';
import type { EditorCommands } from './commands.ts';
import type { EditorLive } from './live/editor-live.ts';
import type { FromOthers } from './live/follow-server.ts';
import type { EditorState, EditorStore } from './store.ts';

/** One open editor; every part of it is made once and stays the same object. */
export interface Editor {
  readonly store: EditorStore;
  readonly commands: EditorCommands;
  /** What the canvas shows beside the document. */
  readonly ui: CanvasUiStore;
  /** How large the cards are, by node id; filled by the canvas: first as reckoned, then as measured. */
  readonly sizes: Map<string, { readonly width: number; readonly height: number }>;
  readonly specs: NodeSpecs;
  readonly autosave: Autosave;
  readonly codeCheck: CodeCheck;
  /** The others who have this workflow open, and what the server tells. */
  readonly live: EditorLive;
  readonly fromOthers: StoreApi<FromOthers>;
  readonly workflowId: string;
  /** Names of the stored secrets; their values never reach the browser. */
  readonly secretNames: readonly string[];
}

const EditorContext = createContext<Editor | undefined>(undefined);

export const EditorProvider = EditorContext.Provider;

/** The editor around a component. */
export const useEditor = (): Editor => {
  const editor = use(EditorContext);
  if (editor === undefined) throw new Error('This component only works inside <EditorProvider>.');
  return editor;
};

/** A part of the editor's state. Select as little as possible: the component is drawn again when it changes. */
export const useEditorState = <Part,>(select: (state: EditorState) => Part): Part =>
  useStore(useEditor().store, select);
