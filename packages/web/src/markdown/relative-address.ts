/** Addresses that mean a place beside the file that a text came from. In the app, nothing is there. Pure. */

/** Whether an address has neither a scheme nor a host, and is no mere fragment. */
export function isRelative(address: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|$)/i.test(address)
}
