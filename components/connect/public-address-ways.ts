/** One way to give a server a public address: what to run, and what Patchbay is started with then. */
export interface AddressWay {
  readonly id: string;
  readonly name: string;
  readonly lead: string;
  readonly blocks: readonly { readonly label: string; readonly text: string }[];
}

const START = {
  tunnel: (address: string) => `PATCHBAY_PUBLIC_URL=${address} npm start`,
  proxy: (address: string) => `PATCHBAY_PUBLIC_URL=${address} PATCHBAY_TRUST_PROXY=true npm start`,
};

/** The exact commands for the server that `serverUrl` leads to. */
export const addressWays = (serverUrl: string): readonly AddressWay[] => {
  const url = URL.parse(serverUrl);
  const port = url?.port || (url?.protocol === 'https:' ? '443' : '80');
  const local = `localhost:${port}`;
  return [
    {
      id: 'cloudflared',
      name: 'cloudflared',
      lead: 'A tunnel without an account, for trying things out. The address changes with every start.',
      blocks: [
        { label: 'Open the tunnel', text: `cloudflared tunnel --url http://${local}` },
        {
          label: 'Start Patchbay with the address that it prints',
          text: START.tunnel('https://<name>.trycloudflare.com'),
        },
      ],
    },
    {
      id: 'ngrok',
      name: 'ngrok',
      lead: 'A tunnel with a free account. A reserved domain keeps its address.',
      blocks: [
        { label: 'Open the tunnel', text: `ngrok http ${port}` },
        {
          label: 'Start Patchbay with the address that it prints',
          text: START.tunnel('https://<name>.ngrok-free.app'),
        },
      ],
    },
    {
      id: 'caddy',
      name: 'Caddy',
      lead: 'A reverse proxy on a server with a domain. Caddy gets the certificate by itself.',
      blocks: [
        {
          label: 'Run the proxy',
          text: `caddy reverse-proxy --from flows.example.com --to ${local}`,
        },
        { label: 'Start Patchbay behind it', text: START.proxy('https://flows.example.com') },
      ],
    },
    {
      id: 'nginx',
      name: 'nginx',
      lead: 'A reverse proxy that is there already. The certificate comes from certbot, say.',
      blocks: [
        { label: 'In the server block of the domain', text: nginx(local) },
        { label: 'Start Patchbay behind it', text: START.proxy('https://flows.example.com') },
      ],
    },
  ];
};

const nginx = (local: string): string => `location / {
  proxy_pass http://${local};
  proxy_http_version 1.1;
  proxy_buffering off;
  client_max_body_size 10m;
  proxy_read_timeout 310s;
  proxy_set_header Host $host;
  proxy_set_header X-Forwarded-Host $host;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
}`;
