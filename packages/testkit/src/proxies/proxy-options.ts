/**
 * What every proxy is started with: the text of a configuration in which 8080 stands for the port to listen on and
 * 4600 for the port of Copydesk, as the documents have it.
 */

export interface ProxyOptions {
  /** As an operator would write it: the contents of one of docs/proxies, or of quick-start. */
  config: string
  /** Where Copydesk listens on 127.0.0.1. */
  upstreamPort: number
  /** Where to listen; a free port when left out. */
  port?: number
}

/** The configuration with each text replaced; every one must be there, so that nothing is tested by mistake. */
export function fillIn(config: string, replacements: Readonly<Record<string, string>>): string {
  let filled = config
  for (const [from, to] of Object.entries(replacements)) {
    if (!filled.includes(from)) throw new Error(`The configuration does not contain "${from}"`)
    filled = filled.replaceAll(from, to)
  }
  return filled
}
