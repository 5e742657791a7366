import { Activity, Inbox, KeyRound, Lock, PhoneCall } from 'lucide-react';
import type { FoundRecord, LookedUp } from '#app/actions/look-up.ts';
import { runStatuses } from '#components/runs/run-status.tsx';
import type { RunStatus } from '#components/runs/run-view.ts';
import { shortId } from '#components/runs/short-id.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusDot } from '#components/ui/status-dot.tsx';
import type { Command } from './command.ts';

/** What the server found, as commands that lead there. `text` is what was asked for; empty for what is new. */
export const recordCommands = (
  { records, secrets, apiKeys }: LookedUp,
  text: string,
  go: (href: string) => void,
): readonly Command[] => [
  ...callCommands(records, text, go),
  ...records.map((record) => recordCommand(record, text !== '', go)),
  ...secrets.map(
    (name): Command => ({
      id: `secret:${name}`,
      group: 'Settings',
      label: name,
      detail: 'Secret',
      keywords: 'secret credential password token',
      icon: <Lock />,
      isQuiet: true,
      run: () => go('/settings#secrets'),
    }),
  ),
  ...apiKeys.map(
    (name, index): Command => ({
      id: `api-key:${name}:${index}`,
      group: 'Settings',
      label: name,
      detail: 'API key',
      keywords: 'api key token',
      icon: <KeyRound />,
      isQuiet: true,
      run: () => go('/settings#api-keys'),
    }),
  ),
];

const recordCommand = (record: FoundRecord, isFound: boolean, go: (href: string) => void): Command => {
  const { kind, id, workflowId, workflowName, name, status, at, callId } = record;
  const isRun = kind === 'run';
  return {
    id: `${kind}:${id}`,
    group: isFound ? 'Found by id' : isRun ? 'Recent runs' : 'Recent events',
    label: `${isRun ? 'Run' : 'Event'}: ${name || 'without a type'}`,
    detail: [isFound ? workflowName : '', statusText(status), shortId(id)].filter(Boolean).join(' · '),
    keywords: `${isRun ? 'run runs' : 'event events'} ${id} ${callId ?? ''}`,
    icon: isRun ? <RunIcon status={status} /> : <Inbox />,
    aside: <RelativeTime at={at} />,
    run: () => go(`/workflows/${workflowId}/${isRun ? `runs/${id}` : `events?event=${id}`}`),
  };
};

/** All of a call, for each workflow that has seen it. */
const callCommands = (records: readonly FoundRecord[], text: string, go: (href: string) => void): Command[] =>
  [
    ...new Map(
      records
        .filter(({ callId }) => text !== '' && callId === text)
        .map((record) => [record.workflowId, record]),
    ).values(),
  ].map(({ workflowId, workflowName }) => ({
    id: `call:${workflowId}:${text}`,
    group: 'Found by id',
    label: 'All events of this call',
    detail: workflowName,
    keywords: text,
    icon: <PhoneCall />,
    run: () => go(`/workflows/${workflowId}/events?call=${encodeURIComponent(text)}`),
  }));

const known = (status: string | null): RunStatus | undefined =>
  (['running', 'completed', 'failed', 'cancelled', 'interrupted'] as const).find((one) => one === status);

const statusText = (status: string | null): string => {
  const one = known(status);
  return one === undefined ? '' : runStatuses[one].label;
};

function RunIcon({ status }: { status: string | null }) {
  const one = known(status);
  return one === undefined ? <Activity /> : <StatusDot tone={runStatuses[one].tone} />;
}
