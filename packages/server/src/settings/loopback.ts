/** Which addresses and names only this machine can reach. */

/** Takes a host without port: a name, an IPv4 or IPv6 address, the latter with or without brackets. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  return name === 'localhost' || name === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name)
}
