import { Cable, CircleUser, Fingerprint, Info, KeyRound, Link2, Lock, Network, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Command } from './command.ts';

interface Section {
  readonly id: string;
  readonly label: string;
  readonly words: string;
  readonly icon: ReactNode;
}

/** The cards of the settings page, by the ids that they have there. */
const sections: readonly Section[] = [
  { id: 'vapi', label: 'Connection to Vapi', words: 'vapi api key private', icon: <Cable /> },
  {
    id: 'secrets',
    label: 'Secrets',
    words: 'credentials passwords tokens environment variables',
    icon: <Lock />,
  },
  { id: 'api-keys', label: 'API keys', words: 'http api token', icon: <KeyRound /> },
  { id: 'account', label: 'Account and password', words: 'e-mail email user change', icon: <CircleUser /> },
  { id: 'about', label: 'About this Patchbay', words: 'version database public url address', icon: <Info /> },
];

/** The cards of a workflow's settings. */
const workflowSections: readonly Section[] = [
  {
    id: 'server-url',
    label: 'Server URL',
    words: 'webhook endpoint address token rotate revoke',
    icon: <Link2 />,
  },
  {
    id: 'credentials',
    label: 'Credentials',
    words: 'secret hmac bearer oauth authentication',
    icon: <Fingerprint />,
  },
  { id: 'addresses', label: 'Allowed addresses', words: 'ip network firewall', icon: <Network /> },
  { id: 'encrypted-arguments', label: 'Encrypted arguments', words: 'key pair decrypt', icon: <Lock /> },
  { id: 'danger', label: 'Export, stop, delete', words: 'unpublish remove download', icon: <Trash2 /> },
];

/** The ways to the settings of the app. */
export const settingsCommands = (go: (href: string) => void): Command[] =>
  sections.map(({ id, label, words, icon }) => ({
    id: `settings:${id}`,
    group: 'Settings',
    label,
    detail: 'Settings',
    keywords: words,
    icon,
    run: () => go(`/settings#${id}`),
  }));

/** The ways to the settings of a workflow. */
export const workflowSettingsCommands = (workflowId: string, go: (href: string) => void): Command[] =>
  workflowSections.map(({ id, label, words, icon }) => ({
    id: `workflow-settings:${id}`,
    group: 'This workflow',
    label,
    detail: 'Workflow settings',
    keywords: words,
    icon,
    isQuiet: true,
    run: () => go(`/workflows/${workflowId}/settings#${id}`),
  }));
