/** What is wrong with the settings, all of it at once, as text for the person who starts the server. */

export interface SettingFault {
  /** What was set, with the place it was set in. */
  what: string
  /** What was expected, or what to do. */
  fix: string
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly faults: readonly SettingFault[]

  constructor(faults: readonly SettingFault[]) {
    const head = faults.length === 1 ? 'One setting is wrong:' : `${faults.length} settings are wrong:`
    super([head, ...faults.map(({ what, fix }) => `  ${what}\n    ${fix}`)].join('\n'))
    this.faults = faults
  }
}
