/** Every code that a step's failure may carry, and what to do about it. docs/nodes.md is made from this. */
export const errorCodes: Readonly<Record<string, string>> = {
  'code.cancelled': 'The run ended while the code ran.',
  'code.crash':
    'The sandbox process ended under the code, which is tried again where retries are set. If it happens each time, the code does something the engine does not survive: simplify it.',
  'code.error': 'The code threw. The message has its line and column.',
  'code.memory': 'The code used more memory than a step may. Work on less data at a time.',
  'code.output-limit': 'What the code returned, or logged, is too large. Return less.',
  'code.overloaded':
    'All sandboxes were busy for too long. Tried again where retries are set; otherwise raise PATCHBAY_SANDBOX_CHILDREN.',
  'code.syntax': 'The code cannot be read. The message has the line and column.',
  'code.timeout': 'The code ran longer than its time limit, or than the step had left.',
  'flow.stopped': 'A Stop with error step ended the flow.',
  'for-each.not-a-list': 'Items did not give a list. The message says what it gave.',
  'header.name': 'A header has a name that cannot be sent: letters, digits and - only.',
  'header.value': 'A header has a value with a line break or a character outside Latin-1. Encode it.',
  'http.aborted': 'The run ended while the request was on its way.',
  'http.address-blocked':
    'The host is no public address. The operator can list private networks in PATCHBAY_ALLOW_PRIVATE_NETWORKS; cloud metadata addresses stay closed.',
  'http.connect':
    'There was no connection, or it broke. The message says why: nothing listens, the certificate is not accepted, the other side closed.',
  'http.decode': 'The answer is not compressed in the way it says.',
  'http.dns': 'The name of the host has no address.',
  'http.invalid-header':
    'A header is set by the connection itself (Host, Content-Length …) or cannot be sent.',
  'http.invalid-url':
    'The URL is not one, or is written so that two programs could read it differently. The message says what is wrong.',
  'http.not-json': 'The answer should be JSON and is not. The message has its beginning.',
  'http.status':
    'The answer has a status other than 2xx. Tried again for 408, 429 and 5xx where retries are set.',
  'http.timeout': 'The whole request took longer than its time limit.',
  'http.too-deep': 'The answer is JSON that is nested deeper than 100 levels.',
  'http.too-large': 'The answer is larger than the limit of the step, decompressed.',
  'http.too-many-redirects': 'More than 5 redirects, usually a loop.',
  'memory.long-key': 'The name is longer than 200 characters.',
  'memory.no-call': 'The event belongs to no call: remember it for the whole workflow.',
  'memory.no-key': 'Nothing is left of the name after its values were filled in.',
  'memory.not-a-number': 'Something other than a number was to be added.',
  'memory.number-too-large': 'The sum is more than a number can be. What was remembered stays.',
  'memory.value-too-large': 'A value to remember has more than 1 MiB as JSON. Remember less of it.',
  'reply.invalid':
    'Vapi would not take the answer. The message names the field and what it must be; the fallback of the trigger went out.',
  'reply.missing': 'What the answer cannot do without is empty after its values were filled in.',
  'reply.not-a-list': 'Documents or tools must be a list.',
  'reply.not-an-object': 'An assistant or overrides must be a JSON object.',
  'secret.missing': 'There is no secret of that name.',
  'set-fields.type': 'A value cannot be made into the type chosen for its field.',
  'template.limit': 'A template takes too long or gives too much. Use a Code step.',
  'template.not-json': 'A JSON field is not JSON after its values were filled in. The message has the place.',
  'template.render': 'A filter failed. The message has the place and the reason.',
  'vapi.control-refused':
    "The call's control URL did not take the command. It is closed once the call has ended; the message has its words.",
  'vapi.failed':
    'Vapi had trouble of its own, or asked to slow down. Tried again for 408, 429 and 5xx where retries are set; a call or a chat only for 429.',
  'vapi.missing': 'What Vapi cannot do without is empty after its values were filled in.',
  'vapi.no-call': 'The event belongs to no call: choose another call.',
  'vapi.no-control-url': 'The call has ended, or its assistant does not let itself be controlled.',
  'vapi.not-a-chat': 'The answer of Vapi is no chat.',
  'vapi.not-a-list': 'The answer of Vapi is no list.',
  'vapi.not-a-time': 'A field for a date and time has something else after its values were filled in.',
  'vapi.not-an-assistant': 'The answer of Vapi is no assistant.',
  'vapi.not-an-object': 'A JSON field must be an object after its values were filled in.',
  'vapi.not-connected': 'Patchbay has no private key for Vapi: connect it in Settings.',
  'vapi.not-found': 'Vapi has no assistant, call, number or session of that id. The message has its words.',
  'vapi.not-json': 'The answer of Vapi is not JSON. The message has its beginning.',
  'vapi.refused': 'Vapi does not take the request. The message has its words, which name the fields.',
  'vapi.unauthorized': 'Vapi does not take the private key: enter another in Settings.',
  'voice.empty': 'The speech service answered without any audio.',
  'voice.not-pcm':
    'The speech service answered with something other than one channel of 16-bit PCM at the rate that Vapi asked for. The message says with what.',
  'voice.sample-rate': 'The sample rate is no whole number of Hz once its values were filled in.',
  'wait.seconds': 'Seconds is no number from 0 to 60.',
};
