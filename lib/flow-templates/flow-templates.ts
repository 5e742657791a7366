import type { FlowTemplate, NeededSecret, NeededSetting } from './flow-template.ts';

const secret = (name: string, label: string, help: string, example: string): NeededSecret => ({
  kind: 'secret',
  name,
  label,
  help,
  example,
});

const ASSISTANT_ID = 'b33d016a-db85-4e34-801b-5f7a175a077e';

/** `places` are written `node.field`. */
const setting = (
  label: string,
  help: string,
  example: string,
  ...places: readonly string[]
): NeededSetting => ({
  kind: 'setting',
  label,
  help,
  example,
  places: places.map((place) => {
    const [nodeId = '', field = ''] = place.split('.');
    return { nodeId, field };
  }),
});

const assistant = (label: string, ...places: readonly string[]): NeededSetting =>
  setting(label, 'Its id, from the Vapi dashboard under Assistants.', ASSISTANT_ID, ...places);

const phone = (label: string, help: string, example: string, ...places: readonly string[]): NeededSetting =>
  setting(label, `${help} With country code.`, example, ...places);

const CRM = [
  secret(
    'CRM_URL',
    'Address of your CRM',
    'The start of its API, without a slash at the end.',
    'https://crm.example/api',
  ),
  secret('CRM_KEY', 'Key of your CRM', 'Sent as a bearer token.', 'crm-key'),
] as const;

const SLACK = secret(
  'SLACK_WEBHOOK_URL',
  'Slack webhook',
  'The address of an incoming webhook; Slack makes one for a channel.',
  'https://hooks.slack.com/services/T000/B000/XXXX',
);

/** All templates, in the order of the gallery. Browser-safe: the documents load one by one. */
export const flowTemplates: readonly FlowTemplate[] = [
  {
    key: 'order-line',
    job: 'tools',
    title: 'Your first tool',
    description: 'Says where an order is, from a table in the flow. Needs nothing: publish it and try it.',
    workflowName: 'Order line',
    answersTo: ['look_up_order'],
    needs: [],
    load: async () => (await import('./documents/order-line.ts')).document,
  },
  {
    key: 'greet-known-callers',
    job: 'calls',
    title: 'Greet known callers by name',
    description: 'Looks the number up in your CRM while it rings, and gives the name to your assistant.',
    workflowName: 'Reception',
    answersTo: ['assistant-request'],
    needs: [
      ...CRM,
      assistant(
        'Assistant that answers',
        'greet_by_name.assistantId',
        'greet_stranger.assistantId',
        'call_comes_in.fallbackAssistantId',
      ),
    ],
    load: async () => (await import('./documents/greet-known-callers.ts')).document,
  },
  {
    key: 'look-up-order',
    job: 'tools',
    title: 'Look up an order',
    description: 'Asks your shop for an order, with words for “no such order” and for a shop that is down.',
    workflowName: 'Order status',
    answersTo: ['look_up_order'],
    needs: [
      secret(
        'SHOP_URL',
        'Address of your shop',
        'The start of its API, without a slash at the end.',
        'https://shop.example/api',
      ),
      secret('SHOP_KEY', 'Key of your shop', 'Sent as a bearer token.', 'shop-key'),
    ],
    load: async () => (await import('./documents/look-up-order.ts')).document,
  },
  {
    key: 'book-appointment',
    job: 'tools',
    title: 'Check and book an appointment',
    description:
      'Two tools: one offers the free times of a day, one books. Nobody is booked twice in a call.',
    workflowName: 'Appointments',
    answersTo: ['check_availability', 'book_appointment'],
    needs: [
      secret(
        'CALENDAR_URL',
        'Address of your calendar',
        'The start of its API, without a slash at the end.',
        'https://calendar.example/api',
      ),
      secret('CALENDAR_KEY', 'Key of your calendar', 'Sent as a bearer token.', 'calendar-key'),
    ],
    load: async () => (await import('./documents/book-appointment.ts')).document,
  },
  {
    key: 'business-hours',
    job: 'calls',
    title: 'Route by business hours',
    description:
      'Rings your team while the office is open. Outside of the hours, your assistant takes a message.',
    workflowName: 'Office line',
    answersTo: ['assistant-request'],
    needs: [
      phone('Phone of your team', 'Rings in office hours.', '+14155550111', 'to_team.number'),
      assistant('Assistant for messages', 'after_hours.assistantId', 'call_comes_in.fallbackAssistantId'),
    ],
    load: async () => (await import('./documents/business-hours.ts')).document,
  },
  {
    key: 'reject-spam',
    job: 'calls',
    title: 'Turn spam callers away',
    description: 'Learns from each report who was a spammer, and turns the number away the next time.',
    workflowName: 'Spam filter',
    answersTo: ['assistant-request', 'end-of-call-report'],
    needs: [assistant('Assistant that answers', 'answer.assistantId', 'call_comes_in.fallbackAssistantId')],
    load: async () => (await import('./documents/reject-spam.ts')).document,
  },
  {
    key: 'knowledge-base',
    job: 'tools',
    title: 'Answer from your documents',
    description: 'Sends the caller’s question to your search, and its best hits to the model.',
    workflowName: 'Knowledge base',
    answersTo: ['knowledge-base-request'],
    needs: [
      secret(
        'SEARCH_URL',
        'Address of your search',
        'Where the question is posted.',
        'https://search.example/query',
      ),
      secret('SEARCH_KEY', 'Key of your search', 'Sent as a bearer token.', 'search-key'),
    ],
    load: async () => (await import('./documents/knowledge-base.ts')).document,
  },
  {
    key: 'call-back-request',
    job: 'tools',
    title: 'Take a call-back request',
    description: 'Notes who wants to be called, when and why, as a task in your list.',
    workflowName: 'Call-backs',
    answersTo: ['request_call_back'],
    needs: [
      secret(
        'TASKS_URL',
        'Address of your task list',
        'Where a new task is posted.',
        'https://tasks.example/api/tasks',
      ),
      secret('TASKS_KEY', 'Key of your task list', 'Sent as a bearer token.', 'tasks-key'),
    ],
    load: async () => (await import('./documents/call-back-request.ts')).document,
  },
  {
    key: 'survey',
    job: 'tools',
    title: 'Ask how it went',
    description:
      'A tool saves a score from one to five; after the call it goes to your survey with the summary.',
    workflowName: 'Survey',
    answersTo: ['save_rating', 'end-of-call-report'],
    needs: [
      secret(
        'SURVEY_URL',
        'Address of your survey',
        'Where an answer is posted.',
        'https://survey.example/answers',
      ),
      secret('SURVEY_KEY', 'Key of your survey', 'Sent as a bearer token.', 'survey-key'),
    ],
    load: async () => (await import('./documents/survey.ts')).document,
  },
  {
    key: 'tools-you-have',
    job: 'tools',
    title: 'Use tools you already have',
    description: 'Sends every tool call on to a server of yours, in plain JSON, and passes its answer on.',
    workflowName: 'My tools',
    answersTo: ['any tool'],
    needs: [
      secret(
        'TOOLS_URL',
        'Address of your server',
        'The name of the tool is added to it.',
        'https://tools.example',
      ),
      secret('TOOLS_KEY', 'Key of your server', 'Sent as a bearer token.', 'tools-key'),
    ],
    load: async () => (await import('./documents/tools-you-have.ts')).document,
  },
  {
    key: 'transfer-by-department',
    job: 'transfers',
    title: 'Transfer by department',
    description:
      'Hears from the talk who is meant, and connects to sales, support or billing with a summary.',
    workflowName: 'Switchboard',
    answersTo: ['transfer-destination-request'],
    needs: [
      phone('Phone of sales', 'Who wants to buy.', '+14155550111', 'to_sales.number'),
      phone('Phone of support', 'Who needs help.', '+14155550112', 'to_support.number'),
      phone('Phone of billing', 'Who asks about an invoice.', '+14155550113', 'to_billing.number'),
    ],
    load: async () => (await import('./documents/transfer-by-department.ts')).document,
  },
  {
    key: 'hand-off',
    job: 'transfers',
    title: 'Hand over between assistants',
    description: 'Chooses the assistant that takes over by what the caller wants.',
    workflowName: 'Hand-offs',
    answersTo: ['handoff-destination-request'],
    needs: [
      assistant('Assistant for sales', 'to_sales.assistantId'),
      assistant('Assistant for support', 'to_support.assistantId'),
    ],
    load: async () => (await import('./documents/hand-off.ts')).document,
  },
  {
    key: 'escalate-upset-caller',
    job: 'transfers',
    title: 'Get a person for upset callers',
    description: 'Listens along; at the second angry sentence it transfers the call and tells your team.',
    workflowName: 'Escalation',
    answersTo: ['transcript'],
    needs: [phone('Phone of who helps', 'Takes upset callers.', '+14155550119', 'to_person.number'), SLACK],
    load: async () => (await import('./documents/escalate-upset-caller.ts')).document,
  },
  {
    key: 'summary-to-slack',
    job: 'after',
    title: 'Post call summaries to Slack',
    description: 'Who called, what it was about, and the recording, in a channel after each call.',
    workflowName: 'Calls to Slack',
    answersTo: ['end-of-call-report'],
    needs: [SLACK],
    load: async () => (await import('./documents/summary-to-slack.ts')).document,
  },
  {
    key: 'summary-by-email',
    job: 'after',
    title: 'Send call summaries by e-mail',
    description: 'Summary and transcript in an e-mail after each call, through a mail service with an API.',
    workflowName: 'Calls by e-mail',
    answersTo: ['end-of-call-report'],
    needs: [
      secret(
        'MAIL_URL',
        'Address of your mail service',
        'Where an e-mail is posted. Resend: https://api.resend.com/emails',
        'https://api.resend.com/emails',
      ),
      secret('MAIL_KEY', 'Key of your mail service', 'Sent as a bearer token.', 'mail-key'),
      secret('MAIL_FROM', 'Sender', 'An address that the service may send from.', 'calls@example.com'),
      secret('MAIL_TO', 'Receiver', 'Who reads about the calls.', 'team@example.com'),
    ],
    load: async () => (await import('./documents/summary-by-email.ts')).document,
  },
  {
    key: 'report-to-webhook',
    job: 'after',
    title: 'Send call reports to your system',
    description: 'One JSON object per call to a webhook, tried six times; what fails can be replayed.',
    workflowName: 'Call reports',
    answersTo: ['end-of-call-report'],
    needs: [
      secret(
        'REPORTS_URL',
        'Address of your system',
        'Where a report is posted: Zapier, Make, n8n or your own.',
        'https://reports.example/calls',
      ),
      secret(
        'REPORTS_KEY',
        'Key of your system',
        'Sent as a bearer token. Any text where none is asked for.',
        'reports-key',
      ),
    ],
    load: async () => (await import('./documents/report-to-webhook.ts')).document,
  },
  {
    key: 'crm-upsert',
    job: 'after',
    title: 'Keep your CRM up to date',
    description: 'Finds the caller, updates or creates the contact, and adds the summary as a note.',
    workflowName: 'Calls to the CRM',
    answersTo: ['end-of-call-report'],
    needs: CRM,
    load: async () => (await import('./documents/crm-upsert.ts')).document,
  },
  {
    key: 'campaign-check',
    job: 'campaigns',
    title: 'Check before a campaign calls',
    description: 'Asks your do-not-call list before each call. When in doubt, nobody is called.',
    workflowName: 'Campaign check',
    answersTo: ['campaign.predial'],
    needs: CRM,
    load: async () => (await import('./documents/campaign-check.ts')).document,
  },
];

/** The template of a key; `undefined` where there is none. */
export const flowTemplate = (key: string): FlowTemplate | undefined =>
  flowTemplates.find((template) => template.key === key);
