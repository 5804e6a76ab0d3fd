/** Keeps what was logged. */
import type { HubLog } from '../../src/index.ts'

export class FakeLog implements HubLog {
  readonly warnings: { fields: object; message: string }[] = []
  readonly infos: { fields: object; message: string }[] = []

  info(fields: object, message: string): void {
    this.infos.push({ fields, message })
  }

  warn(fields: object, message: string): void {
    this.warnings.push({ fields, message })
  }
}
