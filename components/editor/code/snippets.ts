/** A piece of code for a job that voice flows often have. */
export interface Snippet {
  /** What is typed to get it, in the completion of the code editor. */
  readonly key: string;
  readonly title: string;
  readonly about: string;
  /** The code; `«text»` is a stop for Tab, with the text that stands there first. */
  readonly source: string;
}

/** Each runs in the sandbox in `snippets.test.ts`, and is free of errors in both languages. */
export const snippets: readonly Snippet[] = [
  {
    key: 'lookUpCaller',
    title: 'Look up the caller by number',
    about:
      'Asks your customer system who calls. Without an answer in time, nobody is found and the call goes on.',
    source: `const number = call.customer?.number ?? '';
const url = new URL('«https://crm.example.com/customers»');
url.searchParams.set('«phone»', number);
const response = await fetch(url, {
  headers: { authorization: \`Bearer \${secrets.«CRM_TOKEN»}\` },
  signal: AbortSignal.timeout(«2000»),
});
if (!response.ok) return { found: false, number };
return { found: true, number, customer: await response.json() };
`,
  },
  {
    key: 'callApi',
    title: 'Call an API with a secret and a time limit',
    about: 'Posts JSON, gives up in time, and says why where the API refuses.',
    source: `const response = await fetch('«https://api.example.com/bookings»', {
  method: 'POST',
  headers: {
    authorization: \`Bearer \${secrets.«API_TOKEN»}\`,
    'content-type': 'application/json',
  },
  body: JSON.stringify({ «date»: «tool.arguments.date» }),
  signal: AbortSignal.timeout(«3000»),
});
if (!response.ok) {
  throw new Error(\`The API answered \${response.status}: \${await response.text()}\`);
}
return await response.json();
`,
  },
  {
    key: 'retryFetch',
    title: 'Retry a request, waiting longer each time',
    about:
      'Tries again where the service is busy or cannot be reached; a refusal such as 404 is taken as it is.',
    source: `const tries = «3»;
for (let attempt = 1; ; attempt += 1) {
  try {
    const response = await fetch('«https://api.example.com/status»', {
      signal: AbortSignal.timeout(«1500»),
    });
    const isBusy = response.status === 429 || response.status >= 500;
    if (!isBusy || attempt === tries) {
      return { status: response.status, attempt, body: await response.text() };
    }
  } catch (error) {
    if (attempt === tries) throw error;
  }
  await sleep(100 * 2 ** attempt);
}
`,
  },
  {
    key: 'dateInZone',
    title: 'A local date and time as a moment',
    about: 'Takes what the caller said (2026-03-01T18:30, without a zone) as the time of a place.',
    source: `const zone = '«America/New_York»';
const wanted = Date.parse(\`\${«tool.arguments.date»}Z\`);
if (Number.isNaN(wanted)) return { error: 'That is no date and time.' };
// What the clocks there show, as if it were UTC.
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  dateStyle: 'short',
  timeStyle: 'medium',
});
const shownAt = (ms) => Date.parse(\`\${clock.format(ms).replace(' ', 'T')}Z\`);
const near = wanted - (shownAt(wanted) - wanted);
const moment = wanted - (shownAt(near) - near); // once more, for days on which clocks change
return { iso: new Date(moment).toISOString() };
`,
  },
  {
    key: 'businessHours',
    title: 'Check the business hours',
    about: 'Whether you are open when the event happens, in the time zone of your business.',
    source: `const hours = {
  Mon: ['09:00', '17:00'],
  Tue: ['09:00', '17:00'],
  Wed: ['09:00', '17:00'],
  Thu: ['09:00', '17:00'],
  Fri: ['09:00', '13:00'],
};
const parts = new Intl.DateTimeFormat('en-US', {
  timeZone: '«Europe/Berlin»',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
}).formatToParts(event.timestamp ?? Date.now());
const part = (type) => parts.find((each) => each.type === type)?.value ?? '';
const day = part('weekday');
const time = \`\${part('hour')}:\${part('minute')}\`;
const [opens, closes] = hours[day] ?? [];
const isOpen = opens !== undefined && time >= opens && time < closes;
return { isOpen, day, time };
`,
  },
  {
    key: 'phoneNumber',
    title: 'A phone number for systems and for speech',
    about: 'As E.164 (+14155552671) for other systems, and digit by digit with pauses for the voice.',
    source: `const given = String(«tool.arguments.phone» ?? call.customer?.number ?? '').trim();
const digits = given.replace(/\\D/g, '');
const countryCode = '«1»';
const e164 = given.startsWith('+') ? \`+\${digits}\` : \`+\${countryCode}\${digits.replace(/^0+/, '')}\`;
const isPossible = /^\\+[1-9]\\d{6,14}$/.test(e164);
const groups = digits.slice(-10).match(/^(\\d{3})(\\d{3})(\\d{4})$/)?.slice(1) ?? [digits];
const spoken = groups.map((group) => [...group].join(' ')).join(', ');
return { e164, isPossible, spoken };
`,
  },
  {
    key: 'sayList',
    title: 'Say a list naturally',
    about: '“pizza, pasta and salad”, and how many there are where the list is long.',
    source: `const items = «tool.arguments.items» ?? [];
const most = «3»; // more is hard to follow by ear
const named = items.slice(0, most);
const rest = items.length - named.length;
const list = new Intl.ListFormat('«en»', { type: 'conjunction' });
const parts = rest > 0 ? [...named, \`\${rest} more\`] : named;
return { spoken: parts.length === 0 ? 'nothing' : list.format(parts) };
`,
  },
  {
    key: 'sayPrice',
    title: 'Say a price naturally',
    about: '“12 dollars and 50 cents” rather than “$12.50”.',
    source: `const amount = Number(«tool.arguments.amount»);
const whole = Math.trunc(amount);
const cents = Math.round((amount - whole) * 100);
const say = (count, one, many) => \`\${count} \${count === 1 ? one : many}\`;
const spoken = [
  ...(whole > 0 || cents === 0 ? [say(whole, '«dollar»', '«dollars»')] : []),
  ...(cents > 0 ? [say(cents, '«cent»', '«cents»')] : []),
].join(' and ');
return { spoken };
`,
  },
  {
    key: 'sayDate',
    title: 'Say a date naturally',
    about: '“today at 6:30 PM”, “tomorrow at …”, else “Sunday, March 1 at 6:30 PM”.',
    source: `const zone = '«America/New_York»';
const date = new Date(«tool.arguments.date»);
if (Number.isNaN(date.getTime())) return { error: 'That is no date.' };
const now = event.timestamp ?? Date.now();
const dayOf = (moment) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment);
const DAY_MS = 24 * 60 * 60 * 1000;
const time = date.toLocaleTimeString('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit' });
const day =
  dayOf(date) === dayOf(now)
    ? 'today'
    : dayOf(date) === dayOf(now + DAY_MS)
      ? 'tomorrow'
      : date.toLocaleDateString('en-US', { timeZone: zone, weekday: 'long', month: 'long', day: 'numeric' });
return { spoken: \`\${day} at \${time.replace('\\u202f', ' ')}\` };
`,
  },
  {
    key: 'signBody',
    title: 'Sign a body with HMAC',
    about: 'For services that want a signature: HMAC-SHA-256 of the body, as hexadecimal.',
    source: `const body = JSON.stringify({ callId: call.id, type: event.type });
const encoder = new TextEncoder();
const key = await crypto.subtle.importKey(
  'raw',
  encoder.encode(secrets.«SIGNING_SECRET»),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['sign'],
);
const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(body)));
const signature = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const response = await fetch('«https://hooks.example.com/calls»', {
  method: 'POST',
  headers: { 'content-type': 'application/json', '«x-signature»': signature },
  body,
});
return { status: response.status, signature };
`,
  },
  {
    key: 'transcript',
    title: 'Sum up the transcript',
    about: 'Who said how much, the questions that the caller asked, and the last words of each.',
    source: `const messages = event.artifact?.messages ?? [];
const said = (role) =>
  messages.filter((message) => message.role === role).map((message) => String(message.message ?? ''));
const caller = said('user');
const assistant = said('bot');
return {
  turns: caller.length + assistant.length,
  callerWords: caller.join(' ').split(/\\s+/).filter(Boolean).length,
  questions: caller.filter((text) => text.trim().endsWith('?')),
  lastOfCaller: caller.at(-1) ?? '',
  lastOfAssistant: assistant.at(-1) ?? '',
};
`,
  },
  {
    key: 'pickDestination',
    title: 'Pick where to transfer to',
    about: 'By what the caller wants, else by the country of the number. For a Transfer reply.',
    source: `const teams = {
  «sales»: '«+14155550100»',
  «support»: '«+14155550101»',
};
const wanted = String(«tool.arguments.department» ?? '').toLowerCase();
const team = Object.keys(teams).find((name) => wanted.includes(name)) ?? '«support»';
return { team, number: teams[team] };
`,
  },
  {
    key: 'rememberCall',
    title: 'Remember for the length of a call',
    about: 'Keeps what was found out, so that a later tool of the same call need not ask again.',
    source: `const known = (await memory.call.get('«caller»')) ?? {};
const next = { ...known, «name»: «tool.arguments.name» ?? known.«name» };
await memory.call.set('«caller»', next, { ttlSeconds: «3600» });
return { isNew: Object.keys(known).length === 0, ...next };
`,
  },
  {
    key: 'callerHistory',
    title: 'Tell new callers from known ones',
    about: 'Counts the calls of a number over all calls; put an If or Switch on “kind” behind it.',
    source: `const number = call.customer?.number ?? 'unknown';
const calls = await memory.workflow.increment(\`calls:\${number}\`, 1, {
  ttlSeconds: «90» * 24 * 60 * 60,
});
const kind = calls === 1 ? 'new' : calls < «5» ? 'known' : 'regular';
return { calls, kind };
`,
  },
  {
    key: 'checkArguments',
    title: 'Check the arguments and say what is wrong',
    about: 'Gives one sentence that the assistant can act on, for an error of Reply to tool call.',
    source: `const { «people», «date» } = tool.arguments;
const wrong = [];
if (!Number.isInteger(«people») || «people» < 1) wrong.push('how many people (a whole number)');
if (Number.isNaN(Date.parse(«date»))) wrong.push('which day and time');
if (wrong.length > 0) {
  return { ok: false, error: \`Ask the caller for \${wrong.join(' and ')}, then try again.\` };
}
return { ok: true, «people», date: new Date(«date»).toISOString() };
`,
  },
];
