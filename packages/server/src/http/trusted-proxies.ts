/** Whether an address is one of the proxies in COPYDESK_TRUST_PROXY; for what the hub is asked, past the HTTP framework. */
import { BlockList, isIPv6 } from 'node:net'
import type { Settings } from '../settings/settings.ts'

/** What the names stand for, as in the proxy-addr package. */
const ranges: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

export function trustedProxies({ trustProxy }: Pick<Settings, 'trustProxy'>): (address: string) => boolean {
  if (typeof trustProxy === 'boolean') return () => trustProxy
  const list = new BlockList()
  for (const entry of trustProxy.flatMap((name) => ranges[name] ?? [name])) {
    const [address = '', bits] = entry.split('/')
    const family = familyOf(address)
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return (address) => list.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}
