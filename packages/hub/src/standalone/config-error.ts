/** What is wrong with a configuration, all of it at once, for the person who starts the hub. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    const head =
      faults.length === 1
        ? 'The configuration has a fault:'
        : `The configuration has ${faults.length} faults:`
    super([head, ...faults.map((fault) => `  ${fault}`)].join('\n'))
    this.faults = faults
  }
}
