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

/**
 * The configuration with each text replaced; every one must be there, so that nothing is tested by mistake. All at
 * once, and none where another digit follows: a port that was filled in may itself begin with 4600 or 8080.
 */
export function fillIn(config: string, replacements: Readonly<Record<string, string>>): string {
  const missing = Object.keys(replacements).find((from) => !config.includes(from))
  if (missing !== undefined) throw new Error(`The configuration does not contain "${missing}"`)
  const texts = Object.keys(replacements).map((from) => from.replaceAll(/[*.]/g, String.raw`\$&`))
  return config.replaceAll(
    new RegExp(`(?:${texts.join('|')})(?!\\d)`, 'g'),
    (from) => replacements[from] ?? from,
  )
}
