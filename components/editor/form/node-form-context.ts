import { createContext, use } from 'react';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { ConfigPath } from '../document/edits.ts';
import type { ScopeName } from './scope-names.ts';
import type { TemplateGuide } from './template-guide.ts';

/** What is wrong with a field, as it is said there. */
export interface FieldIssue extends Pick<GraphIssue, 'severity' | 'message'> {}

/** What the controls of one node's form share. */
export interface NodeForm {
  readonly nodeId: string;
  readonly secretNames: readonly string[];
  /** What may be named in templates and code, as the document is now. */
  readonly names: () => readonly ScopeName[];
  /** What its fields know of the flow around the node, as the document is now. */
  readonly guide: () => TemplateGuide;
  /** What is wrong at a place of the config, as far as it is to be shown yet. */
  readonly issueAt: (path: ConfigPath, value: unknown) => FieldIssue | undefined;
  /** The place was left: from now on an empty value there is shown as missing. */
  readonly touch: (path: ConfigPath) => void;
}

export const NodeFormContext = createContext<NodeForm | undefined>(undefined);

/** The form around a control. */
export const useNodeForm = (): NodeForm => {
  const form = use(NodeFormContext);
  if (form === undefined) throw new Error('This control only works inside <NodeForm>.');
  return form;
};

/** What every control gets. */
export interface ControlProps {
  readonly path: ConfigPath;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly id?: string;
  readonly isInvalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly placeholder?: string | undefined;
}
