/** The proxies whose configuration is known here. */
export const proxyNames = [
  'nginx',
  'apache',
  'haproxy',
  'caddy',
  'traefik',
  'envoy',
  'iis',
  'cloudflare',
  'aws-alb',
  'azure-application-gateway',
  'varnish',
  'squid',
] as const
export type ProxyName = (typeof proxyNames)[number]
