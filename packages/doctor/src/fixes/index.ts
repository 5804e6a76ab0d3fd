/** The configuration that mends each proxy that can be recognised. */
import { apache } from './apache.ts'
import { awsAlb } from './aws-alb.ts'
import { azureApplicationGateway } from './azure-application-gateway.ts'
import { caddy } from './caddy.ts'
import { cloudflare } from './cloudflare.ts'
import { envoy } from './envoy.ts'
import { haproxy } from './haproxy.ts'
import { iis } from './iis.ts'
import { nginx } from './nginx.ts'
import type { ProxyFix } from './proxy-fix.ts'
import type { ProxyName } from './proxy-name.ts'
import { squid } from './squid.ts'
import { traefik } from './traefik.ts'
import { varnish } from './varnish.ts'

export const fixes: Readonly<Record<ProxyName, ProxyFix>> = {
  nginx,
  apache,
  haproxy,
  caddy,
  traefik,
  envoy,
  iis,
  cloudflare,
  'aws-alb': awsAlb,
  'azure-application-gateway': azureApplicationGateway,
  varnish,
  squid,
}
