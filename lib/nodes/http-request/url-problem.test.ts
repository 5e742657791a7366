import { expect, test } from 'vitest';
import { urlProblem } from './url-problem.ts';

test.each([
  'https://api.example.com/orders?id=1',
  ' HTTP://localhost:8080 ',
  'https://{{ secrets.HOST }}/orders',
  'https://api.example.com/orders/{{ tool.arguments.id | url_encode }}',
  '{{ steps.a.output.url }}',
  '{{ steps.a.output.scheme }}://api.example.com',
  '{% if call.id %}https://a.example{% endif %}',
  'http{{ steps.a.output.s }}://a.example',
])('%s can be called', (url) => {
  expect(urlProblem(url)).toBeUndefined();
});

test.each([
  ["curl -X POST 'https://api.example.com' -H 'accept: */*'", /curl command/],
  ['curl https://api.example.com/{{ call.id }}', /curl command/],
  ['api.example.com/orders', /begins with https/],
  ['ftp://api.example.com', /begins with https/],
  ['/orders/{{ call.id }}', /begins with https/],
  ['https://', /not a URL/],
  ['https://api example.com', /not a URL/],
])('%s cannot', (url, message) => {
  expect(urlProblem(url)).toMatch(message);
});
