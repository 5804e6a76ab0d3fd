/** The network that an address stands for when attempts are counted: who has one address of it has them all. */
import { isIPv4, isIPv6 } from 'node:net'

/** An IPv4 address as it is; of an IPv6 address the /64 that one customer gets (RFC 6177), such as `2001:db8:0:1::/64`. */
export function networkOf(address: string): string {
  const bare = address.toLowerCase().split('%', 1)[0] ?? ''
  const [, mapped] = /^::ffff:(\d+(?:\.\d+){3})$/.exec(bare) ?? []
  if (mapped !== undefined && isIPv4(mapped)) return mapped
  if (!isIPv6(bare)) return bare
  // A URL writes an address in one way only, without leading zeros and with the longest row of zeros left out.
  const [before = '', after] = (URL.parse(`http://[${bare}]`)?.hostname ?? '').slice(1, -1).split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') {
    const bytes = groups
      .slice(6)
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    return bytes.join('.')
  }
  return `${groups.slice(0, 4).join(':')}::/64`
}
