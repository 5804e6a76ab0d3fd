/** Which entries of a folder an import never looks into. Pure. */

/** Hidden entries and installed packages, by their name. */
export function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}
